"""Which pattern takes an address: Django's own resolver answers."""
from urllib.parse import unquote

from django.conf import settings
from django.urls import Resolver404, resolve
from djlab_facts.plain import plain
from djlab_facts.views import view_facts


def path_of(address):
    """What Django gets to see of an address: the path, decoded. (Two slashes at the start begin no host here.)"""
    return unquote(address.partition("#")[0].partition("?")[0])


def facts(paths):
    return [describe(path_of(path)) for path in paths]


def describe(path):
    try:
        match = resolve(path)
    except Resolver404 as miss:
        return {"path": path, "tried": tried(miss), "withSlash": settings.APPEND_SLASH and takes(path + "/")}
    return {
        "path": path,
        "route": match.route,
        "viewName": match.view_name if match.url_name else "",
        "namespaces": match.namespaces,
        "view": view_facts(match.func),
        "args": plain(match.args),
        "kwargs": plain(match.kwargs),
    }


def takes(path):
    try:
        return bool(resolve(path))
    except Resolver404:
        return False


def tried(miss):
    """Each attempt is a way down the tree, as the yellow page of a 404 shows it."""
    attempts = miss.args[0].get("tried", [])
    return [[str(pattern.pattern) for pattern in attempt] for attempt in attempts]
