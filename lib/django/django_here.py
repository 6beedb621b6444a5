"""Which Django this Python has, and where its command lies."""
from importlib.metadata import distribution

import asking
import django


def program():
    for file in distribution("django").files or ():
        if file.name in ("django-admin", "django-admin.exe"):
            return str(distribution("django").locate_file(file).resolve())
    return None


asking.answer({"version": django.get_version(), "folder": list(django.__path__)[0], "program": program()})
