"""The middleware, in the order in which a request passes it."""
import inspect

from django.conf import settings
from django.utils.module_loading import import_string
from djlab_facts.places import place

hooks = ("process_request", "process_view", "process_exception", "process_template_response", "process_response")


def facts():
    return [describe(path, import_string(path)) for path in settings.MIDDLEWARE]


def describe(path, factory):
    return {
        "path": path,
        "name": path.rpartition(".")[2],
        "kind": "class" if inspect.isclass(factory) else "function",
        "hooks": [name for name in hooks if hasattr(factory, name)],
        "sync": getattr(factory, "sync_capable", True),
        "async": getattr(factory, "async_capable", False),
        **(place(factory) or {}),
    }
