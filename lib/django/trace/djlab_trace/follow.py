"""From a project's folder to what its requests did."""
import importlib.util
import os

import django
from django.conf import settings
from django.core import management
from django.urls import get_resolver

from . import database, handlers, jinja, middleware, templates, urls, views
from .places import Project
from .secrets import Secrets
from .server import Server, application
from .session import Session


def choose_settings(folder):
    """Lets the project's own manage.py name the settings, without running a command."""
    spec = importlib.util.spec_from_file_location("manage", os.path.join(folder, "manage.py"))
    manage = importlib.util.module_from_spec(spec)
    execute = management.execute_from_command_line
    management.execute_from_command_line = lambda argv=None: None
    try:
        spec.loader.exec_module(manage)
        manage.main()
    finally:
        management.execute_from_command_line = execute


def watch():
    """Django's parts are wrapped before the project is loaded, so that all of it is seen."""
    middleware.trace_middleware()
    middleware.trace_hooks()
    handlers.trace_handlers()
    urls.trace_urls()
    views.trace_class_views()
    views.trace_responses()
    templates.trace_templates()
    boundary = frozenset(middleware.boundaries())
    database.trace_models(boundary)
    database.trace_sql(boundary)


def follow(folder, asked):
    watch()
    django.setup()
    jinja.trace_jinja()
    urls.load(get_resolver())
    server = Server(application())
    try:
        return Session(server, Project(folder), Secrets(_known()), asked).run()
    finally:
        server.close()


def _known():
    """What the settings keep secret."""
    passwords = [str(database.get("PASSWORD", "")) for database in settings.DATABASES.values()]
    return [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS, *passwords]
