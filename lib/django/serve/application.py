"""Finds what a server needs to know of a project, and prints it as JSON. Loads no settings.

usage: python application.py PROJECT_FOLDER [PACKAGE_OF_THE_SERVER]
"""
import importlib.util
import json
import os
import sys


def settings_module(folder):
    """The name that the project's own manage.py gives, without running a command."""
    from django.core import management

    file = os.path.join(folder, "manage.py")
    if not os.path.exists(file):
        return settings_without_manage(folder)
    spec = importlib.util.spec_from_file_location("manage", file)
    manage = importlib.util.module_from_spec(spec)
    management.execute_from_command_line = lambda argv=None: None
    spec.loader.exec_module(manage)
    manage.main()
    return os.environ["DJANGO_SETTINGS_MODULE"]


def settings_without_manage(folder):
    """Servers need no manage.py: the first package that holds settings and a door for servers will do."""
    for name in sorted(os.listdir(folder)):
        there = [os.path.exists(os.path.join(folder, name, file)) for file in ("settings.py", "wsgi.py")]
        if all(there):
            return name + ".settings"
    sys.exit("CommandError: " + folder + " holds neither a manage.py nor a package with settings.py and wsgi.py")


def application(settings, protocol):
    """mysite.wsgi for mysite.settings, and for mysite.settings.development, too."""
    package = settings
    while "." in package:
        package = package.rpartition(".")[0]
        if importlib.util.find_spec(package + "." + protocol):
            return package + "." + protocol
    return None


def is_installed(package):
    return importlib.util.find_spec(package) is not None


def own_options(package):
    """Newer gunicorns put a socket into the home folder unless told not to; older ones do not know the option."""
    if package != "gunicorn":
        return []
    from gunicorn.config import KNOWN_SETTINGS

    known = [option for setting in KNOWN_SETTINGS for option in setting.cli or ()]
    return [option for option in ["--no-control-socket"] if option in known]


if __name__ == "__main__":
    folder = os.path.abspath(sys.argv[1])
    sys.path[0] = folder
    os.chdir(folder)
    settings = settings_module(folder)
    package = sys.argv[2] if len(sys.argv) > 2 else None
    installed = package is None or is_installed(package)
    print(
        json.dumps(
            {
                "WSGI": application(settings, "wsgi"),
                "ASGI": application(settings, "asgi"),
                "installed": installed,
                "options": own_options(package) if package and installed else [],
            }
        )
    )
