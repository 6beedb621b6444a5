"""Where templates are looked for, and which there are."""
import os

from django.apps import apps
from django.template import engines
from djlab_facts.places import dotted, shown


def facts():
    return {
        "engines": [describe(engine) for engine in engines.all()],
        "templates": [found for engine in engines.all() for found in listed(engine)],
    }


def describe(engine):
    inner = getattr(engine, "engine", None)
    return {
        "name": engine.name,
        "backend": dotted(engine),
        "dirs": [shown(folder) for folder in engine.dirs],
        "appDirs": engine.app_dirs,
        "loaders": [name for loader in getattr(inner, "template_loaders", ()) for name in loader_names(loader)],
        "contextProcessors": [str(name) for name in getattr(inner, "context_processors", ())],
    }


def loader_names(loader):
    """A loader that keeps what others found is followed by these."""
    yield dotted(loader)
    for inner in getattr(loader, "loaders", ()):
        yield from loader_names(inner)


def listed(engine):
    seen = set()
    for folder in engine.template_dirs:
        for file in files_below(str(folder)):
            name = os.path.relpath(file, folder).replace(os.sep, "/")
            yield {"name": name, "file": shown(file), "app": app_of(file), "wins": name not in seen}
            seen.add(name)


def files_below(folder):
    for parent, folders, names in os.walk(folder):
        folders.sort()
        yield from (os.path.join(parent, name) for name in sorted(names) if not name.startswith("."))


def app_of(file):
    """The label of the app that holds a file; empty for a folder of DIRS."""
    holding = [config for config in apps.get_app_configs() if file.startswith(os.path.join(config.path, ""))]
    return max(holding, key=lambda config: len(config.path)).label if holding else ""
