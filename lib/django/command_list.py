"""Every command that Django knows here, with the app that brings it, from the commands themselves."""
import asking

inside = asking.set_up()

import django  # noqa: E402  (the settings come first)
from django.conf import settings  # noqa: E402
from django.core import management  # noqa: E402

if not inside:
    # Some commands look at the databases to tell their options: Django's defaults will do for that.
    settings.configure()
    django.setup()

# What every command takes is left out of the usage.
common = {action.dest for action in management.BaseCommand().create_parser("", "x")._actions}


def describe(name, app):
    command = app if isinstance(app, management.BaseCommand) else management.load_command_class(app, name)
    parser = command.create_parser("manage.py" if inside else "django-admin", name)
    formatter = parser._get_formatter()
    own = [action for action in parser._actions if action.dest not in common]
    formatter.add_usage(None, own, [], prefix="")
    return {
        "name": name,
        "app": "django.core" if app == "django.core" else str(app),
        "help": " ".join(str(command.help or "").split()),
        "usage": " ".join(formatter.format_help().split()),
    }


asking.answer([describe(name, app) for name, app in sorted(management.get_commands().items())])
