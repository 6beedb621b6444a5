"""Views: functions and classes."""
import functools

from django.views.generic import base

from .places import place_of
from .steps import current, step, traced

# What a learner overrides in a generic view, besides the methods that HTTP names.
_overridden = (
    "get_queryset",
    "get_object",
    "get_context_data",
    "get_form",
    "form_valid",
    "form_invalid",
    "render_to_response",
)


def traced_view(call, view):
    """`call` is what Django calls for `view`: perhaps the same, perhaps in a transaction."""
    written = written_of(view)
    path = path_of(view)
    name = path.removeprefix(f"{written.__module__}.")
    return traced(call, "view", name, place_of(written), path=path, isClass=hasattr(view, "view_class"))


def written_of(view):
    """The class or function that somebody has written."""
    written = getattr(view, "view_class", view)
    while isinstance(written, functools.partial):
        written = written.func
    return written


def path_of(view):
    """As Python names it, for instance polls.views.detail."""
    written = written_of(view)
    return f"{written.__module__}.{getattr(written, '__qualname__', type(written).__name__)}"


def trace_class_views():
    setup = base.View.setup

    def traced_setup(self, request, *args, **kwargs):
        setup(self, request, *args, **kwargs)
        if current() is None:
            return
        for name in ("dispatch", request.method.lower(), *_overridden):
            method = getattr(self, name, None)
            if method is not None:
                title = f"{type(self).__name__}.{name}"
                setattr(self, name, traced(method, "method", title, place_of(method)))

    base.View.setup = traced_setup


def trace_responses():
    """A TemplateResponse is rendered after its view has returned."""
    from django.template.response import SimpleTemplateResponse

    render = SimpleTemplateResponse.render

    def traced_render(self):
        if self.is_rendered:
            return render(self)
        with step("rendering", f"{type(self).__name__}.render", place_of(render)):
            return render(self)

    SimpleTemplateResponse.render = traced_render
