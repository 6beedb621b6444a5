"""On which lines a settings module sets what: read from its own source, by Python's ast."""
import ast
import importlib.util
import sys
import tokenize
from collections import namedtuple

from djlab_facts.places import shown

# `sets`: whether it gives the name a new value, rather than changing the one that it has.
Assignment = namedtuple("Assignment", "name sets value file line")


def assignments(module, within=()):
    """All of a module and of what it imports, in the order of the source."""
    file = getattr(module, "__file__", None) or ""
    if not file.endswith(".py") or module.__name__ in within:
        return
    with tokenize.open(file) as text:
        tree = ast.parse(text.read())
    for statement in statements(tree.body):
        if isinstance(statement, ast.ImportFrom):
            yield from imported(module, statement, (*within, module.__name__))
            continue
        for name, sets, value in assigned(statement):
            yield Assignment(name, sets, value, file, statement.lineno)


def statements(body):
    """Those that run when the module is loaded, those under if, try, with and loops too."""
    for statement in body:
        yield statement
        if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            continue
        for field in ("body", "handlers", "cases", "orelse", "finalbody"):
            yield from statements(getattr(statement, field, []))


def assigned(statement):
    """The names that a statement sets or changes, with the value where it is one expression for one name."""
    if isinstance(statement, ast.Assign):
        for target in statement.targets:
            yield from assigned_to(target, statement.value)
    elif isinstance(statement, ast.AnnAssign) and statement.value:
        yield from assigned_to(statement.target, statement.value)
    elif isinstance(statement, ast.AugAssign):
        yield from changed(statement.target)
    elif isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call):
        # MIDDLEWARE.append(…) changes it as well.
        if isinstance(statement.value.func, ast.Attribute):
            yield from changed(statement.value.func.value)


def assigned_to(target, value):
    if isinstance(target, ast.Name):
        yield target.id, True, value
    elif isinstance(target, (ast.Tuple, ast.List)):
        for item in target.elts:
            yield from assigned_to(item, None)
    else:
        yield from changed(target)


def changed(target):
    """DATABASES["default"]["NAME"] = … changes DATABASES."""
    while isinstance(target, (ast.Attribute, ast.Subscript, ast.Starred)):
        target = target.value
    if isinstance(target, ast.Name):
        yield target.id, False, None


def imported(module, statement, within):
    """Names of settings only: what `from pathlib import Path` has inside is nobody's question here."""
    aliases = [alias for alias in statement.names if alias.name == "*" or (alias.asname or alias.name).isupper()]
    if not aliases:
        return
    relative = "." * statement.level + (statement.module or "")
    name = importlib.util.resolve_name(relative, module.__package__ or None) if statement.level else relative
    source = sys.modules.get(name)
    theirs = list(assignments(source, within)) if source else []
    for alias in aliases:
        if alias.name == "*":
            yield from theirs
            continue
        own = alias.asname or alias.name
        found = [item._replace(name=own) for item in theirs if item.name == alias.name]
        yield from found or [Assignment(own, True, None, module.__file__, statement.lineno)]


def agrees(assignment, value):
    """Whether the line may be the one that counted: a plain value that differs lies in a branch not taken."""
    if assignment.value is None:
        return True
    try:
        return ast.literal_eval(assignment.value) == value
    except (ValueError, TypeError):
        return True


def counting(lines, value):
    """Those that made the value: the last that set it, and what changed it from there on."""
    for index in reversed(range(len(lines))):
        changes = [line for line in lines[index + 1 :] if not line.sets]
        if lines[index].sets and (changes or agrees(lines[index], value)):
            return [lines[index], *changes]
    return lines


def setting_places(module, values):
    """For each setting the lines that made its value, in their order."""
    found = {}
    for assignment in assignments(module):
        if assignment.name in values:
            found.setdefault(assignment.name, []).append(assignment)
    return {
        name: [{"file": shown(line.file), "line": line.line} for line in counting(lines, values[name])]
        for name, lines in found.items()
    }
