"""Templates: looked for, rendered, extended, included."""
import functools
import sys

from django.template import TemplateDoesNotExist, base, engine, loader_tags

from .steps import current, step

_extends = loader_tags.ExtendsNode.render.__code__
_includes = loader_tags.IncludeNode.render.__code__


def trace_templates():
    base.Template._render = _rendered(base.Template._render)
    partial = getattr(base, "PartialTemplate", None)  # since Django 6.0
    if partial:
        partial._render = _rendered(partial._render, is_partial=True)
    engine.Engine.find_template = _found(engine.Engine.find_template)


def _rendered(render, is_partial=False):
    @functools.wraps(render)
    def traced_render(self, context):
        parent = current()
        if parent is None or _is_pages_own(self, parent):
            return render(self, context)
        role = "partial" if is_partial else _role(parent)
        name = str(self.name or "(no file)")
        if is_partial:
            name = f"{self.origin.template_name}#{name}"
        with step("template", name, _place(self, is_partial), role=role):
            return render(self, context)

    return traced_render


def _is_pages_own(template, parent):
    """Django's own pages for errors and refusals are told of already; their templates have no name."""
    return template.name is None and parent.kind in ("exception", "rejection")


def _role(parent):
    """By who asks: this function was called by Template.render, or by ExtendsNode.render itself."""
    frame = sys._getframe(2)
    for _ in range(2):
        if frame.f_code is _extends:
            return "extended"
        if frame.f_code is _includes:
            return "included"
        frame = frame.f_back
    inside = any(step.kind == "template" for step in parent.ancestors())
    return "used" if inside else "rendered"


def _place(template, is_partial):
    origin = template.origin
    if origin is None or origin.name == base.UNKNOWN_SOURCE:
        return None
    first = next((node for node in template.nodelist if getattr(node, "token", None)), None)
    return origin.name, first.token.lineno if is_partial and first else 1


def _found(find):
    @functools.wraps(find)
    def traced_find(self, name, *args, **kwargs):
        with step("lookup", str(name)) as here:
            try:
                template, origin = find(self, name, *args, **kwargs)
            except TemplateDoesNotExist as error:
                if here:
                    here.facts["looked"] = [origin.name for origin, _ in error.tried]
                raise
            if here and origin:
                here.place = origin.name, 1
            return template, origin

    return traced_find
