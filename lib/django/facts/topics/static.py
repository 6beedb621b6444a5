"""Where static files come from."""
from django.apps import apps
from django.conf import settings
from djlab_facts.places import dotted, shown
from djlab_facts.plain import plain
from djlab_facts.secrecy import masked_inside
from djlab_facts.templates import app_of


def facts():
    installed = apps.is_installed("django.contrib.staticfiles")
    return {
        "installed": installed,
        "url": settings.STATIC_URL,
        "root": shown(settings.STATIC_ROOT) if settings.STATIC_ROOT else "",
        "dirs": [shown(entry[1] if isinstance(entry, (list, tuple)) else entry) for entry in settings.STATICFILES_DIRS],
        "finders": list(settings.STATICFILES_FINDERS),
        "storages": plain(masked_inside(settings.STORAGES)),
        "files": list(listed()) if installed else [],
    }


def listed():
    from django.contrib.staticfiles.finders import get_finders

    seen = set()
    for finder in get_finders():
        for path, storage in finder.list([]):
            full = f"{storage.prefix}/{path}" if getattr(storage, "prefix", None) else path
            name = full.replace("\\", "/")
            file = storage.path(path)
            yield {"path": name, "file": shown(file), "app": app_of(file), "finder": dotted(finder), "wins": name not in seen}
            seen.add(name)
