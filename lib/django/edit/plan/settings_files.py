"""Split settings: which files give a name its value, where one takes over what another says."""
import ast
from collections import namedtuple

from bindings import FUNCTIONS, bindings
from refused import no_place

# certain: not under an `if`; what stands under `try` is meant to run.
Import = namedtuple("Import", "statement certain")


def makers(files, name, user=None):
    """The files that make a setting's value for `user`, in Python's order; `user`, when none does.

    user: a file of settings, the one that manage.py names unless said.
    """
    user = user or files.settings()
    return _makers(files, user, name, ()) or [user]


def own_bindings(files, source, name):
    """Those of this file, without the import from another one of the project."""
    return [each for each in bindings(source.tree, name) if not _takes(files, source, each.statement, name)]


def sharers(files, name):
    """All files that a setting goes through, its value taken or not; the one that manage.py names is the first."""
    found = [files.settings()]
    for source in found:
        for each in _imports(source.tree.body, True):
            if _takes(files, source, each.statement, name):
                there = _imported(files, source, each.statement)
                if there.path not in [one.path for one in found]:
                    found.append(there)
    return found


def _makers(files, source, name, within):
    if source.path in within:
        return []
    own = [(each.line, each) for each in own_bindings(files, source, name)]
    taken = [(each.statement.lineno, each) for each in _imports(source.tree.body, True)]
    found = []
    for line, step in sorted([*own, *taken], key=lambda each: each[0]):
        if not isinstance(step, Import):
            found = [] if _begins_anew(step, name) else [each for each in found if each.path != source.path]
            found.append(source)
        elif _takes(files, source, step.statement, name):
            theirs = _makers(files, _imported(files, source, step.statement), name, (*within, source.path))
            if theirs and not step.certain:
                what = f"{name} may come from {theirs[-1].path}, by line {line} of {source.path}, under a condition"
                raise no_place(source, what, line=line)
            found = theirs or found
    return found


def _begins_anew(binding, name):
    if binding.kind != "plain" or binding.nested:
        return False
    return not any(isinstance(node, ast.Name) and node.id == name for node in ast.walk(binding.statement.value))


def _imports(body, certain):
    for statement in body:
        if isinstance(statement, ast.ImportFrom):
            yield Import(statement, certain)
        if isinstance(statement, FUNCTIONS):
            continue
        tried = certain and isinstance(statement, ast.Try)
        yield from _imports(getattr(statement, "body", []), tried)
        for part in ("orelse", "finalbody"):
            yield from _imports(getattr(statement, part, []), tried)
        for part in (*getattr(statement, "handlers", []), *getattr(statement, "cases", [])):
            yield from _imports(part.body, False)


def _takes(files, source, statement, name):
    if not isinstance(statement, ast.ImportFrom) or not {name, "*"} & _names(statement):
        return False
    return _imported(files, source, statement) is not None


def _names(statement):
    """By their own names: what is taken under another one is something else."""
    return {alias.name for alias in statement.names if alias.asname in (None, alias.name)}


def _imported(files, source, statement):
    """The file of the project that an import leads to, or None."""
    module = statement.module or ""
    if statement.level:
        # The last part is the file itself, of a package's __init__.py too.
        package = source.path.split("/")[: -statement.level]
        module = ".".join([*package, *([module] if module else [])])
    path = files.module(module) if module else None
    return files.source(path) if path else None
