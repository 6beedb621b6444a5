"""A project's files, with what the edits so far have made of them; nothing is written here."""
import ast
import os
import re

from refused import Refused
from source import Source


class Files:
    def __init__(self, folder):
        self.folder = os.path.realpath(folder)
        self.before = {}
        self.after = {}

    def _real(self, path):
        real = os.path.realpath(os.path.join(self.folder, *path.split("/")))
        if os.path.commonpath([real, self.folder]) != self.folder or real == self.folder:
            raise Refused("outside", f"{path} leads out of the project", "Give a path below its folder.", path)
        return real

    def read(self, path):
        """Bytes, or None when there is no such file."""
        if path not in self.after:
            try:
                with open(self._real(path), "rb") as file:
                    content = file.read()
            except (FileNotFoundError, NotADirectoryError):
                content = None
            except IsADirectoryError:
                raise Refused("place", f"{path} is a folder", "Give the path of a file.", path) from None
            self.before[path] = self.after[path] = content
        return self.after[path]

    def write(self, path, content):
        self.read(path)
        self.after[path] = content

    def source(self, path, missing=None):
        """A Python file; `missing` is its text when it is not there."""
        content = self.read(path)
        if content is None and missing is None:
            advice = "Look at what it has: await project.tree()"
            raise Refused("place", f"The project has no file {path}", advice, path)
        return Source(path, missing) if content is None else Source.decoded(path, content)

    def put(self, source):
        self.write(source.path, source.encoded())

    def module(self, name):
        """The path of a module's file, or None when it is not of this project."""
        stem = name.replace(".", "/")
        for path in (f"{stem}.py", f"{stem}/__init__.py"):
            if self.read(path) is not None:
                return path
        return None

    def in_app(self, app, file):
        """The path of an app's file; there must be the app."""
        folder = app.replace(".", "/")
        if not os.path.isdir(self._real(folder)):
            advice = f"Make it first: python manage.py startapp {app}"
            raise Refused("place", f"The project has no app {app}", advice, folder)
        return f"{folder}/{file}"

    def settings(self):
        """The settings that manage.py names."""
        manage = self.source("manage.py")
        for node in ast.walk(manage.tree):
            texts = [part.value for part in ast.iter_child_nodes(node) if isinstance(part, ast.Constant)]
            if isinstance(node, ast.Call) and texts[:1] == ["DJANGO_SETTINGS_MODULE"] and len(texts) == 2:
                if isinstance(texts[1], str) and re.fullmatch(r"\w+(\.\w+)*", texts[1]):
                    path = self.module(texts[1])
                    if path:
                        return self.source(path)
        advice = "Look at the line with DJANGO_SETTINGS_MODULE in it."
        raise Refused("place", "manage.py does not say where the settings are", advice, "manage.py")

    def changed(self):
        return {path: after for path, after in self.after.items() if after != self.before[path]}
