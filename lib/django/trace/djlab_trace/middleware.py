"""Middleware, on the way in and on the way out, and its hooks."""
import contextlib
import functools

from asgiref.sync import iscoroutinefunction
from django.core.handlers import base

from .places import place_of
from .steps import current, step, traced


def trace_middleware():
    """
    Django imports each middleware by its path, makes it, and wraps it so that exceptions become responses:
    that wrapped one is what the outer middleware calls.
    """
    import_string = base.import_string
    convert = base.convert_exception_to_response
    last = []  # the path that was imported last

    def importing(path):
        last[:] = [path]
        return import_string(path)

    def converting(get_response):
        inner = convert(get_response)
        if getattr(get_response, "__name__", "").startswith("_get_response"):
            return _middleware(inner, None, None, {})
        path = last[0] if last else ""
        return _middleware(inner, path, _place(get_response), _ways(get_response))

    base.import_string = importing
    base.convert_exception_to_response = converting


def _place(middleware):
    return place_of(middleware if hasattr(middleware, "__code__") else type(middleware))


def _ways(middleware):
    """Where a request goes in and a response goes out, when these are methods of their own."""
    ways = {"in": "process_request", "out": "process_response"}
    return {way: place_of(getattr(middleware, name)) for way, name in ways.items() if hasattr(middleware, name)}


def _middleware(inner, path, place, ways):
    def passed_on(parent):
        """The middleware around this one has passed the request on."""
        if parent is not None and parent.kind == "middleware":
            parent.facts.setdefault("passed", parent.trace.now())

    def came_back(parent):
        if parent is not None and parent.kind == "middleware":
            parent.facts["back"] = parent.trace.now()

    if iscoroutinefunction(inner):

        async def middleware_boundary(request):
            parent = current()
            passed_on(parent)
            try:
                with _step(path, place, ways):
                    return await inner(request)
            finally:
                came_back(parent)

    else:

        def middleware_boundary(request):
            parent = current()
            passed_on(parent)
            try:
                with _step(path, place, ways):
                    return inner(request)
            finally:
                came_back(parent)

    return functools.update_wrapper(middleware_boundary, inner)


def _step(path, place, ways):
    if path is None:
        return contextlib.nullcontext()
    return step("middleware", path.rpartition(".")[2], place, path=path, ways=ways)


def trace_hooks():
    load = base.BaseHandler.load_middleware

    def load_middleware(self, *args, **kwargs):
        load(self, *args, **kwargs)
        for hooks in (self._view_middleware, self._template_response_middleware, self._exception_middleware):
            hooks[:] = [traced(hook, "hook", _hook_name(hook), place_of(hook)) for hook in hooks]

    base.BaseHandler.load_middleware = load_middleware


def _hook_name(hook):
    return getattr(hook, "__qualname__", type(hook).__name__)


def boundaries():
    """The code of the functions that stand around each middleware."""
    for inner in (lambda request: None, _never):
        yield _middleware(inner, None, None, {}).__code__


async def _never(request):
    return None
