"""Every setting: its value, Django's default, and where it is set."""
import sys

from django.conf import global_settings, settings
from djlab_facts.plain import plain, python_text
from djlab_facts.secrecy import is_secret, masked_setting
from djlab_facts.setting_places import setting_places

missing = object()


def facts():
    names = [name for name in dir(settings) if name.isupper() and name != "SETTINGS_MODULE"]
    values = {name: getattr(settings, name) for name in names}
    module = sys.modules.get(settings.SETTINGS_MODULE)
    explicit = [name for name in names if settings.is_overridden(name)]
    places = setting_places(module, {name: values[name] for name in explicit})
    return {
        "module": settings.SETTINGS_MODULE,
        "settings": [describe(name, values[name], name in explicit, places.get(name, [])) for name in names],
    }


def describe(name, value, explicit, places):
    default = getattr(global_settings, name, missing)
    shown = masked_setting(name, value)
    facts = {
        "name": name,
        "value": plain(shown),
        "text": python_text(shown),
        "secret": is_secret(name),
        "isSet": explicit,
        # What nobody sets may still look otherwise: Django puts a slash before an empty MEDIA_URL.
        "differs": explicit and (default is missing or differs(value, default)),
        "places": places,
    }
    return facts if default is missing else {**facts, "default": python_text(default)}


def differs(value, default):
    try:
        return bool(value != default)
    except Exception:
        return True
