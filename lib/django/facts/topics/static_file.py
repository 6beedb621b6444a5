"""Which file a static path leads to."""
from django.apps import apps
from djlab_facts.places import shown
from djlab_facts.templates import app_of


def facts(path):
    if not apps.is_installed("django.contrib.staticfiles"):
        return {"tried": []}
    from django.contrib.staticfiles import finders
    from django.core.exceptions import SuspiciousFileOperation

    try:
        files = finders.find(path, find_all=True)
    except SuspiciousFileOperation:
        files = []  # it leads out of the folders that are searched
    tried = list(dict.fromkeys(shown(folder) for folder in finders.searched_locations))
    if not files:
        return {"tried": tried}
    found = {"path": path, "file": shown(files[0]), "app": app_of(files[0]), "hidden": [shown(file) for file in files[1:]]}
    return {"found": found, "tried": tried}
