"""What the databases hold: tables, their columns, and how many rows."""
from django.apps import apps
from django.db import connections
from djlab_facts.databases import is_there, problem
from djlab_facts.places import shown


def facts():
    return [describe(connection) for connection in connections.all()]


def describe(connection):
    config = connection.settings_dict
    there = is_there(connection)
    said = problem(connection) if there else None
    facts = {
        "alias": connection.alias,
        "vendor": connection.vendor,
        "engine": config["ENGINE"],
        "name": name_of(connection, str(config["NAME"])),
        "exists": there and said is None,
        "tables": tables(connection) if there and said is None else [],
    }
    return {**facts, "problem": said} if said else facts


def name_of(connection, name):
    is_file = connection.vendor == "sqlite" and not connection.is_in_memory_db() and not name.startswith("file:")
    return shown(name) if is_file else name


def models_by_table():
    """Several models may share a table (proxies); the one that made it comes first."""
    found = {}
    for model in apps.get_models(include_auto_created=True):
        if not model._meta.proxy:
            found.setdefault(model._meta.db_table, model)
    return found


def tables(connection):
    models = models_by_table()
    with connection.cursor() as cursor:
        names = sorted(info.name for info in connection.introspection.get_table_list(cursor) if info.type == "t")
        return [table(connection, cursor, name, models.get(name)) for name in names]


def table(connection, cursor, name, model):
    columns = connection.introspection.get_table_description(cursor, name)
    keys = connection.introspection.get_primary_key_columns(cursor, name) or []
    cursor.execute(f"SELECT COUNT(*) FROM {connection.ops.quote_name(name)}")
    facts = {
        "name": name,
        "rows": cursor.fetchone()[0],
        "columns": [column_facts(column, column.name in keys) for column in columns],
    }
    return {**facts, "model": model._meta.label} if model else facts


def column_facts(column, is_key):
    return {"name": column.name, "type": str(column.type_code), "null": bool(column.null_ok), "primaryKey": is_key}
