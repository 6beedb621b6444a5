"""Whether Django would take a name for a project or an app, in its own words; nothing is written.

usage: name_check.py project|app NAME
"""
import keyword
import sys

import asking

if not asking.in_project():
    # As with django-admin, which does not look for modules in the current folder.
    del sys.path[0]

from django.core.management import CommandError  # noqa: E402
from django.core.management.templates import TemplateCommand  # noqa: E402

kind, name = sys.argv[1:]
command = TemplateCommand()
command.app_or_project = kind
command.a_or_an = "an" if kind == "app" else "a"
try:
    command.validate_name(name)
    refusal = None
except CommandError as error:
    refusal = str(error)
asking.answer({"refusal": refusal, "keyword": keyword.iskeyword(name)})
