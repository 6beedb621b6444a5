"""The view, and what answers in its place: a file, a refusal, an error page."""
import functools

from django.contrib.staticfiles import handlers as static
from django.core.handlers import base, exception
from django.middleware import csrf
from django.urls import URLResolver

from .places import place_of
from .steps import current, step, traced
from .views import path_of, traced_view, written_of


def trace_handlers():
    make_atomic = base.BaseHandler.make_view_atomic
    base.BaseHandler.make_view_atomic = lambda self, view: traced_view(make_atomic(self, view), view)
    failure_view = csrf._get_failure_view
    csrf._get_failure_view = lambda: _rejecting(failure_view())
    _trace_exceptions()
    serve = static.StaticFilesHandlerMixin.serve
    static.StaticFilesHandlerMixin.serve = traced(serve, "static", "StaticFilesHandler", place_of(serve))


def _rejecting(view):
    @functools.wraps(view)
    def rejected(request, reason=""):
        with step("rejection", path_of(view), place_of(written_of(view)), note=str(reason)):
            return view(request, reason=reason)

    return rejected


def _trace_exceptions():
    respond = exception.response_for_exception
    resolve = URLResolver.resolve_error_handler

    def response_for_exception(request, error):
        name = type(error).__name__
        with step("exception", name, None, exception=error) as answering:
            response = respond(request, error)
            if answering:
                answering.facts["status"] = response.status_code
                answering.facts.setdefault("answeredBy", "Django's page for developers")
            return response

    def resolve_error_handler(self, status):
        handler = resolve(self, status)
        answering = current()
        if answering is None or answering.kind != "exception":
            return handler
        answering.facts["answeredBy"] = path_of(handler)
        return traced(handler, "error-view", path_of(handler), place_of(written_of(handler)))

    for module in (exception, static):
        module.response_for_exception = response_for_exception
    URLResolver.resolve_error_handler = resolve_error_handler
