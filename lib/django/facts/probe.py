"""Asks a Django project about itself, from inside, and prints the answer as JSON.

usage: python probe.py PROJECT_FOLDER
"""
import importlib.util
import json
import os
import sys

folder = os.path.abspath(sys.argv[1])
sys.path[0] = folder
os.chdir(folder)


def choose_settings():
    """Lets the project's own manage.py name the settings, without running a command."""
    from django.core import management

    spec = importlib.util.spec_from_file_location("manage", os.path.join(folder, "manage.py"))
    manage = importlib.util.module_from_spec(spec)
    management.execute_from_command_line = lambda argv=None: None
    spec.loader.exec_module(manage)
    manage.main()


def unapplied_migrations():
    """Names such as auth.0001_initial. Asking must not make the SQLite file that connecting would."""
    from django.conf import settings
    from django.db import connection
    from django.db.migrations.loader import MigrationLoader

    is_sqlite = connection.vendor == "sqlite"
    exists = not is_sqlite or os.path.exists(str(settings.DATABASES["default"]["NAME"]))
    loader = MigrationLoader(connection if exists else None)
    applied = loader.applied_migrations if exists else ()
    return [".".join(key) for key in loader.graph.nodes if key not in applied]


choose_settings()

import django  # noqa: E402  (the settings come first)

django.setup()

from django.apps import apps  # noqa: E402
from django.conf import settings  # noqa: E402

print(
    json.dumps(
        {
            "django": django.get_version(),
            "settingsModule": os.environ["DJANGO_SETTINGS_MODULE"],
            "debug": settings.DEBUG,
            "apps": [config.name for config in apps.get_app_configs()],
            "databases": {
                name: {"engine": database["ENGINE"], "name": str(database["NAME"])}
                for name, database in settings.DATABASES.items()
            },
            "unappliedMigrations": sorted(unapplied_migrations()),
        }
    )
)
