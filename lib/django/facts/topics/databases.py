"""The project's databases, looked at without making them."""
import os

from django.db import Error


def is_there(connection):
    """Whether connecting makes nothing: SQLite would make the file. No database at all counts as none."""
    if connection.vendor != "sqlite":
        return connection.settings_dict["ENGINE"] != "django.db.backends.dummy"
    file = sqlite_file(connection)
    return file is None or os.path.exists(file)


def sqlite_file(connection):
    """The file of an SQLite database; None where it lives in memory."""
    name = str(connection.settings_dict["NAME"])
    if name == ":memory:" or connection.is_in_memory_db():
        return None
    return name.removeprefix("file:").partition("?")[0] if name.startswith("file:") else os.path.abspath(name)


def problem(connection):
    """Why a database does not answer, in its own words; None when it does."""
    try:
        connection.ensure_connection()
    except Error as error:
        return str(error).strip() or type(error).__name__
    return None
