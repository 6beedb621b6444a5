"""Where things are written: files and lines."""
import functools
import inspect
import linecache
import os
import re
import site
import sys

_definition = re.compile(r"\s*(async\s+def|def|class)\s")


class Project:
    """The reader's folder. A virtual environment inside of it is not the reader's."""

    def __init__(self, folder):
        self.folder = os.path.realpath(folder)
        libraries = [*site.getsitepackages(), *sys.path, sys.prefix]
        roots = {os.path.realpath(root) for root in libraries if root}
        roots.discard(self.folder)
        self.libraries = sorted(roots, key=len, reverse=True)
        self.has = functools.lru_cache(maxsize=None)(self._has)

    def _has(self, file):
        path = os.path.realpath(file)
        if not _is_below(path, self.folder):
            return False
        below = [root for root in self.libraries if _is_below(root, self.folder)]
        return not any(_is_below(path, root) for root in below)

    def shown(self, place):
        """A place as plain data; a file of a library from the folder that it was installed in."""
        if place is None:
            return {}
        file, line = place
        path = os.path.realpath(file)
        if self.has(file):
            root = self.folder
        else:
            root = next((root for root in self.libraries if _is_below(path, root)), None)
        shown = os.path.relpath(path, root) if root else path
        return {"file": shown.replace(os.sep, "/"), "line": line, "isProject": root == self.folder}


def _is_below(path, folder):
    return path.startswith(folder.rstrip(os.sep) + os.sep)


def place_of(target):
    """Where a function, method or class is written; None for what is written in C."""
    target = inspect.unwrap(target)
    while isinstance(target, functools.partial):
        target = inspect.unwrap(target.func)
    if inspect.isclass(target):
        return _class_place(target)
    code = getattr(getattr(target, "__func__", target), "__code__", None)
    if code is None:
        call = getattr(type(target), "__call__", None)
        code = getattr(call, "__code__", None)
    if code is None:
        return None
    first = code.co_firstlineno
    line = first if code.co_name == "<lambda>" else _definition_line(code.co_filename, first)
    return code.co_filename, line


@functools.lru_cache(maxsize=None)
def _class_place(target):
    file = getattr(sys.modules.get(target.__module__), "__file__", None)
    if file is None:
        return None
    if hasattr(target, "__firstlineno__"):
        return file, _definition_line(file, target.__firstlineno__)
    pattern = re.compile(rf"\s*class\s+{re.escape(target.__name__)}\b")
    lines = linecache.getlines(file)
    return file, next((number for number, line in enumerate(lines, 1) if pattern.match(line)), 1)


@functools.lru_cache(maxsize=None)
def _definition_line(file, first):
    """Python counts from the first decorator."""
    lines = linecache.getlines(file)
    for number in range(first, min(first + 50, len(lines) + 1)):
        if _definition.match(lines[number - 1]):
            return number
    return first
