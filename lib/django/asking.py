"""What the questions to Django have in common: each is a file beside this one, run in the folder it asks about."""
import importlib.util
import json
import os
import sys

# What a project prints while it loads must not get into the answer.
_answers = sys.stdout
sys.stdout = sys.stderr

# Modules are found as manage.py finds them; our own folder is none of the project's business.
sys.path[0] = os.getcwd()


def in_project():
    return os.path.exists("manage.py")


def choose_settings():
    """Lets the project's own manage.py name the settings, without running a command."""
    from django.core import management

    spec = importlib.util.spec_from_file_location("manage", os.path.abspath("manage.py"))
    manage = importlib.util.module_from_spec(spec)
    management.execute_from_command_line = lambda argv=None: None
    spec.loader.exec_module(manage)
    manage.main()


def set_up():
    """Loads the project of this folder; tells whether there is one."""
    if not in_project():
        return False
    choose_settings()
    import django

    django.setup()
    return True


def answer(value):
    json.dump(value, _answers)
