"""Classes and functions that an app gets: its models, views and tests."""
import ast
import textwrap

from imports import with_import, with_plain_import, with_those_needed
from refused import Refused
from source import Source
from statements import defined, same

DEFINITIONS = (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)


def add_code(files, app, file, code, only_class=False):
    """Classes and functions, with the imports that they need."""
    path = files.in_app(app, file)
    source = files.source(path, "")
    given = Source("the code given", textwrap.dedent(code.replace("\r\n", "\n")).strip("\n") + "\n")
    added, names = source, []
    for statement in given.tree.body:
        if isinstance(statement, (ast.Import, ast.ImportFrom)):
            added = imported(added, statement)
            continue
        if not isinstance(statement, DEFINITIONS) or (only_class and not isinstance(statement, ast.ClassDef)):
            kind = "a class" if only_class else "a class or function"
            what = f"Line {statement.lineno} of the code given is not {kind} or an import"
            raise Refused("place", what, "Give that part alone.", path, statement.lineno)
        names.append(statement.name)
        there = defined(added.tree, statement.name)
        if there is None:
            added = added.appended(of_statement(given, statement), 2)
        elif not same(there, statement):
            raise taken(path, statement.name, there.lineno)
    if not names:
        raise Refused("place", "The code given has no class and no function", "Give at least one.", path)
    added = with_those_needed(added) if added is not source else added
    is_or_are = f"{', '.join(names)} {'is' if len(names) == 1 else 'are'}"
    if added is source:
        return f"{is_or_are} in {path} already"
    files.put(added)
    return f"{is_or_are} added to {path}"


def taken(path, name, line):
    what = f"{path} has another {name} in line {line}"
    return Refused("taken", what, "Take another name, or change that one: see replace().", path, line)


def of_statement(source, statement):
    """With its decorators, and the comments right above them."""
    first = min([statement.lineno, *(each.lineno for each in statement.decorator_list)])
    while first > 1 and source.line(first - 1).startswith("#"):
        first -= 1
    return source.text[source.starts[first - 1] : source.line_end(source.end(statement))]


def imported(source, statement):
    for alias in statement.names:
        if isinstance(statement, ast.Import):
            source = with_plain_import(source, alias)
        else:
            module = "." * statement.level + (statement.module or "")
            source = with_import(source, module, alias.name, alias.asname)
    return source
