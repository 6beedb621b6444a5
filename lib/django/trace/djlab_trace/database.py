"""Models and the SQL that they make."""
import contextlib
import functools

from django.db import connections, models
from django.db.backends.base import base

from .callers import caller_place
from .places import place_of
from .steps import current, step

_queryset = ("get", "count", "exists", "aggregate", "create", "bulk_create", "in_bulk", "update", "delete")
_model = ("save", "delete", "refresh_from_db")


def trace_models(boundary):
    for name in _queryset:
        method = getattr(models.QuerySet, name)
        setattr(models.QuerySet, name, _operation(method, name, lambda self: self.model, boundary))
    for name in _model:
        method = getattr(models.Model, name)
        setattr(models.Model, name, _operation(method, name, type, boundary))
    fetch = models.QuerySet._fetch_all
    fetched = _operation(fetch, "read", lambda self: self.model, boundary)

    @functools.wraps(fetch)
    def fetch_all(self):
        """Rows that have been read already are not read again."""
        (fetched if self._result_cache is None else fetch)(self)

    models.QuerySet._fetch_all = fetch_all


def _operation(method, name, model_of, boundary):
    @functools.wraps(method)
    def operation(self, *args, **kwargs):
        parent = current()
        if parent is None:
            return method(self, *args, **kwargs)
        model = model_of(self)
        label = model._meta.label
        if parent.kind == "model" and parent.facts["model"] == label:
            return method(self, *args, **kwargs)  # a part of what is told already
        facts = {"model": label, "operation": name, "definition": place_of(model)}
        with step("model", f"{model.__name__}: {name}", caller_place(boundary), **facts):
            return method(self, *args, **kwargs)

    return operation


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
