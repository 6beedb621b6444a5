"""Models and the SQL that they make."""
import contextlib
import functools

from django.db import connections, models
from django.db.backends.base import base
from django.db.models.query import RawQuerySet

from .callers import caller_place
from .places import place_of
from .steps import Steps, current, step

_queryset = ("get", "count", "exists", "aggregate", "create", "bulk_create", "in_bulk", "update", "delete")
_model = ("save", "delete", "refresh_from_db")


def trace_models(boundary):
    for name in _queryset:
        method = getattr(models.QuerySet, name)
        setattr(models.QuerySet, name, _operation(method, name, lambda self: self.model, boundary))
    for name in _model:
        method = getattr(models.Model, name)
        setattr(models.Model, name, _operation(method, name, type, boundary))
    for rows in (models.QuerySet, RawQuerySet):
        rows._fetch_all = _reading(rows._fetch_all, "raw" if rows is RawQuerySet else "read", boundary)
        rows.iterator = _one_by_one(rows.iterator, boundary)
    models.QuerySet.aiterator = _one_by_one(models.QuerySet.aiterator, boundary)


def _reading(fetch, name, boundary):
    fetched = _operation(fetch, name, lambda self: self.model, boundary)

    @functools.wraps(fetch)
    def fetch_all(self):
        """Rows that have been read already are not read again."""
        (fetched if self._result_cache is None else fetch)(self)

    return fetch_all


def _one_by_one(method, boundary):
    """Rows that are read while they are used: what is done with them is no part of the reading."""

    @functools.wraps(method)
    def iterator(self, *args, **kwargs):
        rows = method(self, *args, **kwargs)
        return rows if _is_told(self.model) else Steps(_step(self.model, "iterator", boundary), rows)

    return iterator


def _operation(method, name, model_of, boundary):
    @functools.wraps(method)
    def operation(self, *args, **kwargs):
        model = model_of(self)
        if _is_told(model):
            return method(self, *args, **kwargs)
        with _step(model, name, boundary):
            return method(self, *args, **kwargs)

    return operation


def _is_told(model):
    """Whether nobody listens, or this is a part of what is told already."""
    parent = current()
    return parent is None or (parent.kind == "model" and parent.facts["model"] == model._meta.label)


def _step(model, name, boundary):
    facts = {"model": model._meta.label, "operation": name, "definition": place_of(model)}
    return step("model", f"{model.__name__}: {name}", caller_place(boundary), **facts)


def trace_sql(boundary):
    def executing(execute, sql, params, many, context):
        here = current()
        if here is None:
            return execute(sql, params, many, context)
        told = here.trace.secrets.parameters(sql, params[0] if many and params else params)
        alias = context["connection"].alias
        facts = {"parameters": told, "database": alias, "times": len(params) if many else 1}
        with step("sql", here.trace.secrets.masked(str(sql)), caller_place(boundary), **facts):
            return execute(sql, params, many, context)

    make = base.BaseDatabaseWrapper.__init__

    def __init__(self, *args, **kwargs):
        make(self, *args, **kwargs)
        self.execute_wrappers.append(executing)

    base.BaseDatabaseWrapper.__init__ = __init__
    for connection in connections.all(initialized_only=True):
        connection.execute_wrappers.append(executing)
    _trace_transactions(boundary)


def _trace_transactions(boundary):
    """COMMIT and ROLLBACK are no statements that are executed: the driver has methods for them."""
    transaction = base.debug_transaction

    @contextlib.contextmanager
    def traced_transaction(connection, sql):
        with transaction(connection, sql):
            if current() is None:
                yield
                return
            facts = {"parameters": [], "database": connection.alias, "times": 1}
            with step("sql", sql, caller_place(boundary), **facts):
                yield

    base.debug_transaction = traced_transaction
