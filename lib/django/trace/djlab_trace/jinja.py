"""Jinja2's templates: looked for, rendered, extended, included."""
import functools
import inspect
import os
import sys

from django.conf import settings

from .steps import Steps, current, step


def trace_jinja():
    """Where the settings name Jinja2 as an engine; it need not be installed elsewhere."""
    if not any("jinja2" in engine.get("BACKEND", "").lower() for engine in settings.TEMPLATES):
        return
    try:
        import jinja2
    except ImportError:
        return  # Django says so, when it makes the engine
    _trace_lookups(jinja2)
    _trace_rendering(jinja2)


def template_of(frame):
    """The template that a frame's code was compiled from; None for other frames."""
    return frame.f_globals.get("__jinja_template__")


def place_in(template, line):
    """The line of a template that a line of its compiled code stands for; None where it has no file."""
    if not template.name or not template.filename:
        return None
    return template.filename, template.get_corresponding_lineno(line)


def _trace_lookups(jinja2):
    load = jinja2.Environment._load_template

    @functools.wraps(load)
    def traced_load(self, name, *args, **kwargs):
        with step("lookup", str(name)) as here:
            try:
                template = load(self, name, *args, **kwargs)
            except jinja2.TemplateNotFound:
                if here:
                    folders = getattr(self.loader, "searchpath", [])
                    here.facts["looked"] = [os.path.join(folder, *str(name).split("/")) for folder in folders]
                raise
            if here:
                here.place = _start(template)
            return template

    jinja2.Environment._load_template = traced_load


def _trace_rendering(jinja2):
    """A template is a generator of pieces; extending and including it calls the same as rendering it."""
    make = jinja2.Template._from_namespace.__func__

    @functools.wraps(make)
    def made(cls, *args, **kwargs):
        template = make(cls, *args, **kwargs)
        pieces = template.root_render_func
        if not inspect.isasyncgenfunction(pieces):
            template.root_render_func = _rendered(template, pieces)
        return template

    jinja2.Template._from_namespace = classmethod(made)


def _rendered(template, pieces):
    @functools.wraps(pieces)
    def traced_pieces(*args, **kwargs):
        if current() is None:
            return pieces(*args, **kwargs)
        name = str(template.name or "(no file)")
        here = step("template", name, _start(template), role=_role(template))
        return Steps(here, pieces(*args, **kwargs))

    return traced_pieces


def _role(template):
    """By who asks: code that was compiled from another template, or Jinja2 itself."""
    frame = sys._getframe(2)
    if template_of(frame) is not None:
        return "extended" if frame.f_locals.get("parent_template") is template else "included"
    inside = any(one.kind == "template" for one in current().ancestors())
    return "used" if inside else "rendered"


def _start(template):
    return (template.filename, 1) if template.name and template.filename else None
