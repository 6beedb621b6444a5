"""The apps that a project is made of."""
import importlib.util
import os
import sysconfig

from django.apps import apps
from djlab_facts.places import shown

modules = ("admin", "models", "tests", "urls", "views", "migrations", "templatetags")
folders = ("templates", "static")


def facts():
    return [describe(config) for config in apps.get_app_configs()]


def describe(config):
    has = [name for name in modules if importlib.util.find_spec(f"{config.name}.{name}")]
    has += [name for name in folders if os.path.isdir(os.path.join(config.path, name))]
    return {
        "name": config.name,
        "label": config.label,
        "verboseName": str(config.verbose_name),
        "config": f"{type(config).__module__}.{type(config).__qualname__}",
        "path": shown(config.path),
        "lies": lies(config.path),
        "models": len(list(config.get_models())),
        "has": sorted(has),
        "defaultAutoField": config.default_auto_field,
    }


def lies(path):
    """Packages first: an environment may lie in the project's folder."""
    packages = {os.path.realpath(sysconfig.get_path(name)) for name in ("purelib", "platlib")}
    if any(os.path.realpath(path).startswith(os.path.join(folder, "")) for folder in packages):
        return "site-packages"
    return "elsewhere" if os.path.isabs(shown(path)) else "project"
