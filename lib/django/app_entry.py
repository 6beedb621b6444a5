"""What Django makes of an app, and whether the project of this folder has it.

usage: app_entry.py MODULE
"""
import sys

import asking

inside = asking.set_up()

from django.apps import AppConfig, apps  # noqa: E402  (the settings come first)

module = sys.argv[1]
try:
    config = AppConfig.create(module)
    found = {"name": config.name, "label": config.label, "verboseName": str(config.verbose_name)}
except Exception as error:  # whatever the app's own code does: that is the answer
    found = {"problem": str(error).split("\n")[0] or type(error).__name__}
found["registered"] = any(one.module.__name__ == module for one in apps.get_app_configs()) if inside else None
asking.answer(found)
