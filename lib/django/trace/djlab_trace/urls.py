"""The way from a path to a view."""
import os
import sys

from django.urls import Resolver404, URLPattern, URLResolver

from .steps import current, step

_urls = os.sep + os.path.join("django", "urls") + os.sep


def trace_urls():
    for kind in (URLPattern, URLResolver):
        _remember_places(kind)
    _trace_resolvers()
    _trace_patterns()


def _remember_places(kind):
    """Where `path(…)` or `include(…)` is written: the line that makes the pattern."""
    make = kind.__init__

    def __init__(self, *args, **kwargs):
        make(self, *args, **kwargs)
        frame = sys._getframe(1)
        while frame is not None and _urls in frame.f_code.co_filename:
            frame = frame.f_back
        if frame is not None:
            self._djlab_place = frame.f_code.co_filename, frame.f_lineno

    kind.__init__ = __init__


def _trace_resolvers():
    resolve = URLResolver.resolve

    def traced_resolve(self, path):
        parent = current()
        if parent is None:
            return resolve(self, path)
        inside = parent.kind == "urls"
        module = getattr(self.urlconf_module, "__name__", None)
        place = (self.urlconf_module.__file__, 1) if module else getattr(self, "_djlab_place", None)
        name = module or self.app_name or str(self.pattern)
        try:
            with step("urls", name, place, path=str(path), fits=False, tried=[]) as here:
                match = resolve(self, path)
                here.facts["fits"] = True
                here.facts["match"] = None if inside else match
        except Resolver404:
            _tell(parent, self, False, inside)
            raise
        _tell(parent, self, True, inside)
        return match

    URLResolver.resolve = traced_resolve


def _tell(parent, pattern, matched, inside):
    if inside:
        parent.facts["tried"].append((pattern, matched))


def _trace_patterns():
    resolve = URLPattern.resolve

    def traced_resolve(self, path):
        match = resolve(self, path)
        parent = current()
        if parent is not None:
            _tell(parent, self, bool(match), parent.kind == "urls")
        return match

    URLPattern.resolve = traced_resolve


def load(resolver):
    """Reads all URL modules, as a server does before its first request."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            load(pattern)
