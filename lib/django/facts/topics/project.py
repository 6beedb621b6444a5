"""A project in a few lines."""
import os

import django
from django.apps import apps
from django.conf import settings
from djlab_facts.databases import is_there


def unapplied_migrations():
    """Names such as auth.0001_initial."""
    from django.db import connection
    from django.db.migrations.loader import MigrationLoader

    exists = is_there(connection)
    loader = MigrationLoader(connection if exists else None)
    applied = loader.applied_migrations if exists else ()
    return [".".join(key) for key in loader.graph.nodes if key not in applied]


def facts():
    return {
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
