"""Asks a Django project about itself, from inside, and prints the answer as JSON.

usage: python probe.py PROJECT_FOLDER < REQUEST

The request is JSON, too: the topics (each a file of topics/, loaded when it is asked for) with their options.
Asking changes nothing: no __pycache__, no database file. The standard output holds the answer alone.
"""
import importlib
import json
import os
import sys
import types

sys.dont_write_bytecode = True
folder = os.path.abspath(sys.argv[1])
request = json.load(sys.stdin)


def kept_apart():
    """The standard output, for us alone: what the reader's code prints goes to the error output from now on."""
    answers = os.fdopen(os.dup(1), "w", encoding="ascii")
    os.dup2(2, 1)
    return answers


def topics_package():
    """A package by a name that no project has, without a place on the path where it could hide something."""
    package = types.ModuleType("djlab_facts")
    package.__path__ = [os.path.join(os.path.dirname(os.path.abspath(__file__)), "topics")]
    package.folder = folder
    sys.modules["djlab_facts"] = package


def choose_settings():
    """Lets the project's own manage.py name the settings, without running a command."""
    import runpy

    from django.core import management

    execute = management.execute_from_command_line
    management.execute_from_command_line = lambda argv=None: None
    sys.argv = ["manage.py"]
    try:
        runpy.run_path(os.path.join(folder, "manage.py"), run_name="__main__")
    finally:
        management.execute_from_command_line = execute


def answer():
    choose_settings()
    import django

    django.setup()
    from djlab_facts.secrecy import masked

    topics = {name: importlib.import_module(f"djlab_facts.{name}") for name in request}
    return masked({name: topics[name].facts(**options) for name, options in request.items()})


answers = kept_apart()
sys.path[0] = folder
os.chdir(folder)
topics_package()
try:
    text = json.dumps(answer(), allow_nan=False)
except (Exception, SystemExit) as error:
    from djlab_facts.failure import report

    report(error)
    sys.exit(1)
answers.write(text)
answers.close()
