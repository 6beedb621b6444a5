"""Some rows of a table, through Django and, of SQLite, from the file itself; the two compared."""
import re
import sqlite3
from contextlib import closing
from decimal import Decimal, InvalidOperation
from pathlib import Path

from django.db import connections
from djlab_facts.database import models_by_table
from djlab_facts.databases import is_there, sqlite_file
from djlab_facts.plain import plain

mask = "****"
longest = 200
secret_column = re.compile(r"passw(or)?d|secret|token|session_key|session_data|api_?key|private_key|otp", re.IGNORECASE)


def facts(table, limit, alias):
    if alias not in connections:
        return {"databases": list(connections)}
    connection = connections[alias]
    names = connection.introspection.table_names() if is_there(connection) else []
    if table not in names:
        return {"tables": sorted(names)}
    columns, keys = layout(connection, table)
    through = through_django(connection, table, columns, keys, limit)
    stored = from_file(connection, table, columns, keys, limit)
    facts = {"columns": columns, "rows": shown(table, columns, through), "total": total(connection, table)}
    if stored is None:
        return facts
    same = len(through) == len(stored) and all(map(alike, prepared(connection, table, columns, through), stored))
    return {**facts, "stored": shown(table, columns, stored), "same": same}


def total(connection, table):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*) FROM {connection.ops.quote_name(table)}")
        return cursor.fetchone()[0]


def layout(connection, table):
    with connection.cursor() as cursor:
        columns = [column.name for column in connection.introspection.get_table_description(cursor, table)]
        keys = connection.introspection.get_primary_key_columns(cursor, table)
    return columns, keys or columns[:1]


def fields_of(table, columns):
    """The field of each column, where a model of the project has it."""
    model = models_by_table().get(table)
    fields = {field.column: field for field in model._meta.local_concrete_fields} if model else {}
    return [fields.get(column) for column in columns]


def through_django(connection, table, columns, keys, limit):
    """By the model where there is one, so that values come as its fields make them; else by Django's cursor."""
    model = models_by_table().get(table)
    fields = fields_of(table, columns)
    if model and all(fields):
        names = [field.attname for field in fields]
        query = model._base_manager.using(connection.alias).order_by(*keys_as_fields(model, keys))
        return list(query.values_list(*names)[:limit])
    with connection.cursor() as cursor:
        cursor.execute(select(connection, table, columns, keys), [limit])
        return cursor.fetchall()


def keys_as_fields(model, keys):
    by_column = {field.column: field.attname for field in model._meta.local_concrete_fields}
    return [by_column[key] for key in keys]


def select(connection, table, columns, keys, placeholder="%s"):
    quoted = connection.ops.quote_name
    wanted, order = ", ".join(map(quoted, columns)), ", ".join(map(quoted, keys))
    return f"SELECT {wanted} FROM {quoted(table)} ORDER BY {order} LIMIT {placeholder}"


def from_file(connection, table, columns, keys, limit):
    file = sqlite_file(connection) if connection.vendor == "sqlite" else None
    if file is None:
        return None
    address = f"{Path(file).resolve().as_uri()}?mode=ro"
    with closing(sqlite3.connect(address, uri=True)) as database:
        return database.execute(select(connection, table, columns, keys, "?"), [limit]).fetchall()


def prepared(connection, table, columns, rows):
    """Django's values as Django would store them."""
    fields = fields_of(table, columns)
    return [
        [field.get_db_prep_save(value, connection) if field else value for field, value in zip(fields, row)]
        for row in rows
    ]


def alike(ours, stored):
    return all(map(same_value, ours, stored))


def same_value(ours, stored):
    if ours == stored or str(ours) == str(stored):
        return True
    try:
        return Decimal(str(ours)) == Decimal(str(stored))
    except InvalidOperation:
        return False


def shown(table, columns, rows):
    hidden = [bool(secret_column.search(name)) or (name == "key" and "token" in table.lower()) for name in columns]
    return [[mask if hide else bounded(value) for hide, value in zip(hidden, row)] for row in rows]


def bounded(value):
    value = plain(value)
    return value[:longest] + "…" if isinstance(value, str) and len(value) > longest else value
