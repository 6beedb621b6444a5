"""The models and their fields."""
from django.apps import apps
from django.db.models import NOT_PROVIDED, Model
from djlab_facts.places import dotted, place
from djlab_facts.plain import plain, python_text


def facts():
    return [describe(model) for model in apps.get_models()]


def describe(model):
    meta = model._meta
    abstract = [base for base in model.__mro__ if getattr(getattr(base, "_meta", None), "abstract", False)]
    return {
        "app": meta.app_label,
        "name": meta.object_name,
        "table": meta.db_table,
        "managed": meta.managed,
        "proxy": meta.proxy,
        "abstractParents": [f"{base.__module__}.{base.__qualname__}" for base in abstract],
        "parents": [parent._meta.label for parent in meta.parents],
        "ordering": [plain(item) for item in meta.ordering],
        "constraints": [constraint(found) for found in (*meta.constraints, *meta.indexes)],
        "fields": [field_facts(field) for field in (*meta.fields, *meta.many_to_many)],
        **({} if model.__str__ is Model.__str__ else {"str": place(model.__str__)}),
        **(place(model) or {}),
    }


def constraint(found):
    return {"name": found.name, "kind": type(found).__name__, "text": python_text(found)}


def field_facts(field):
    facts = {
        "name": field.name,
        "type": type(field).__name__,
        "primaryKey": field.primary_key,
        "null": field.null,
        "blank": field.blank,
        "unique": field.unique,
    }
    if field.column and not field.many_to_many:
        facts["column"] = field.column
    if getattr(field, "max_length", None) is not None:
        facts["maxLength"] = field.max_length
    if field.default is not NOT_PROVIDED:
        facts["default"] = dotted(field.default) if callable(field.default) else python_text(field.default)
    if field.choices and not field.remote_field:
        facts["choices"] = [[plain(value), str(label)] for value, label in field.flatchoices]
    return {**facts, **relation(field)} if field.remote_field else facts


def relation(field):
    kinds = ("many_to_one", "one_to_one", "many_to_many")
    kind = next(kind for kind in kinds if getattr(field, kind))
    facts = {"relation": kind.replace("_", "-"), "to": field.related_model._meta.label}
    accessor = field.remote_field.get_accessor_name()
    if accessor and not field.remote_field.hidden:
        facts["reverseName"] = accessor
    on_delete = getattr(field.remote_field, "on_delete", None)
    if on_delete:
        facts["onDelete"] = getattr(on_delete, "__name__", str(on_delete))
    through = getattr(field.remote_field, "through", None)
    return {**facts, "through": through._meta.label} if through else facts
