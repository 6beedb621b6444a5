"""The address of a view, by its name."""
from django.urls import NoReverseMatch, reverse


def facts(name, args, kwargs):
    try:
        return {"path": reverse(name, args=args or None, kwargs=kwargs or None)}
    except NoReverseMatch as error:
        return {"problem": str(error)}
