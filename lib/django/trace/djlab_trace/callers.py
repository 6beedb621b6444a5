"""Which line of the project caused what happens now."""
import sys

from django.template.base import Node

from . import jinja
from .steps import current

_node = Node.render_annotated.__code__
_plumbing = ("/djlab_trace/", "/django/db/", "/django/utils/asyncio.py", "/asgiref/", "/contextlib.py")
_boundaries = ("middleware", "view", "request")


def caller_place(boundary):
    """
    The innermost line of the project, of Python or of a template, on the way to here, within the current
    middleware or view: `boundary` is the code of the functions that wrap these. Async code may have left its
    stack behind; then it is the step around that is the project's; else a library's line.
    """
    project = current().trace.project
    frame = sys._getframe(2)
    library = None
    while frame is not None and frame.f_code not in boundary:
        place = _place(frame)
        if place and project.has(place[0]):
            return place
        if library is None and place and not _is_plumbing(place[0]):
            library = place
        frame = frame.f_back
    for step in current().ancestors():
        if step.place and project.has(step.place[0]):
            return step.place
        if step.kind in _boundaries:
            break
    return library


def _place(frame):
    code = frame.f_code
    template = jinja.template_of(frame)
    if template is not None:
        return jinja.place_in(template, frame.f_lineno)
    if code is not _node:
        return code.co_filename, frame.f_lineno
    node = frame.f_locals["self"]
    origin, token = getattr(node, "origin", None), getattr(node, "token", None)
    return (origin.name, token.lineno) if origin and token else None


def _is_plumbing(file):
    path = file.replace("\\", "/")
    return any(part in path for part in _plumbing)
