"""Where a module gives a name its value."""
import ast

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


class Binding:
    """kind: plain (NAME = value), more (NAME += value, NAME.append(...)) or other. nested: under an `if`."""

    def __init__(self, kind, statement, nested):
        self.kind = kind
        self.statement = statement
        self.nested = nested
        self.line = statement.lineno


def bindings(tree, name):
    return list(_in_body(tree.body, name, False))


def _in_body(body, name, nested):
    for statement in body:
        kind = _kind(statement, name)
        if kind:
            yield Binding(kind, statement, nested)
        if isinstance(statement, FUNCTIONS):
            continue
        for part in ("body", "orelse", "finalbody"):
            yield from _in_body(getattr(statement, part, []), name, True)
        for part in (*getattr(statement, "handlers", []), *getattr(statement, "cases", [])):
            yield from _in_body(part.body, name, True)


def _kind(statement, name):
    if isinstance(statement, FUNCTIONS):
        return "other" if statement.name == name else None
    if isinstance(statement, (ast.Import, ast.ImportFrom)):
        names = (alias.asname or alias.name.split(".")[0] for alias in statement.names)
        return "other" if name in names else None
    if isinstance(statement, ast.Assign):
        if len(statement.targets) == 1 and _is(statement.targets[0], name):
            return "plain"
        return "other" if any(_root(target, name) for target in statement.targets) else None
    if isinstance(statement, ast.AnnAssign) and _is(statement.target, name):
        return "plain" if statement.value else None
    if isinstance(statement, ast.AugAssign):
        return "more" if _root(statement.target, name) else None
    if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call):
        return "more" if _root(statement.value.func, name) and not _is(statement.value.func, name) else None
    if isinstance(statement, ast.Delete):
        return "other" if any(_root(target, name) for target in statement.targets) else None
    return "other" if any(_stores(part, name) for part in _heads(statement)) else None


def _heads(statement):
    """What a statement has besides those inside it."""
    for part in ("target", "items", "test", "subject", "iter"):
        value = getattr(statement, part, None)
        yield from value if isinstance(value, list) else [value] if value else []


def _stores(part, name):
    return any(_is(node, name) and isinstance(node.ctx, ast.Store) for node in ast.walk(part))


def _is(node, name):
    return isinstance(node, ast.Name) and node.id == name


def _root(node, name):
    """Whether NAME[...], NAME.x or one of several names is meant."""
    while isinstance(node, (ast.Subscript, ast.Attribute, ast.Starred)):
        node = node.value
    if isinstance(node, (ast.Tuple, ast.List)):
        return any(_root(item, name) for item in node.elts)
    return _is(node, name)
