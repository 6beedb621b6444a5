"""Imports of a module: what they bind, one more, merged with those that are there."""
import ast
import builtins

from brackets import Brackets

# What the chapters' code takes from Django, and where it is.
KNOWN = {
    "django.contrib": ["admin"],
    "django.db": ["models"],
    "django.http": ["Http404", "HttpResponse", "HttpResponseRedirect", "JsonResponse"],
    "django.shortcuts": ["get_list_or_404", "get_object_or_404", "redirect", "render"],
    "django.test": ["Client", "SimpleTestCase", "TestCase"],
    "django.urls": ["include", "path", "re_path", "reverse", "reverse_lazy"],
    "django.utils": ["timezone"],
    "django.views": ["View", "generic"],
    "django.views.generic": ["DetailView", "ListView", "TemplateView"],
}


def from_imports(tree):
    """(statement, module with its dots, alias) of each `from … import …` at the top of a module."""
    for node in tree.body:
        if isinstance(node, ast.ImportFrom):
            for alias in node.names:
                yield node, "." * node.level + (node.module or ""), alias


def bound_as(tree, module, name):
    """The name by which `from module import name` is known here, or None."""
    for _, there, alias in from_imports(tree):
        if there == module and alias.name == name:
            return alias.asname or alias.name
    return None


def imported_from(tree, modules, name):
    """The line that imports a name from one of these modules, or None."""
    found = (node.lineno for node, there, alias in from_imports(tree) if there in modules and alias.name == name)
    return next(found, None)


def bound_names(tree):
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.add(node.id)
        elif isinstance(node, (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)):
            found.add(node.name)
        elif isinstance(node, ast.arg):
            found.add(node.arg)
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            found.update(alias.asname or alias.name.split(".")[0] for alias in node.names)
    return found


def with_import(source, module, name, asname=None):
    """`from module import name as asname`, unless it is there."""
    if bound_as(source.tree, module, name) == (asname or name):
        return source
    text = f"{name} as {asname}" if asname else name
    for statement, there, alias in from_imports(source.tree):
        if there == module and alias.name != "*":
            return _extended(source, statement, text)
    return _new(source, module, f"from {module} import {text}")


def _extended(source, statement, text):
    names = [alias.name for alias in statement.names]
    later = [index for index, name in enumerate(names) if name.lower() > text.lower()]
    in_order = names == sorted(names, key=str.lower)
    index = later[0] if later and in_order else len(names)
    start = source.start(statement)
    # No bracket stands before the names.
    bracket = source.text.find("(", start, source.start(statement.names[0]))
    if bracket >= 0:
        return Brackets(source, bracket).with_item(index, text)
    if index < len(names):
        place = source.start(statement.names[index])
        return source.replaced(place, place, f"{text}, ")
    place = source.end(statement.names[-1])
    return source.replaced(place, place, f", {text}")


def with_plain_import(source, alias):
    """`import x` or `import x as y`, unless it is there."""
    for node in source.tree.body:
        if isinstance(node, ast.Import):
            if any((each.name, each.asname) == (alias.name, alias.asname) for each in node.names):
                return source
    text = f"import {alias.name}" + (f" as {alias.asname}" if alias.asname else "")
    return _new(source, "", text)


def _new(source, module, text):
    """Django's after the outside world's, the project's own last, each sort by name."""
    header = [node for node in source.tree.body if isinstance(node, (ast.Import, ast.ImportFrom))]
    if not header:
        return _first(source, text)
    rank = _rank(module)
    before = [node for node in header if _rank_of(node) <= rank]
    if before:
        place = source.line_end(source.end(before[-1]))
        gap = "\n\n" if rank[0] == 3 and _rank_of(before[-1])[0] < 3 else "\n"
        return source.replaced(place, place, gap + text)
    place = source.starts[header[0].lineno - 1]
    return source.replaced(place, place, text + "\n")


def _rank(module):
    if module == "__future__":
        return (0, "")
    if module.startswith("."):
        return (3, module)
    return (2, module) if module else (1, "")


def _rank_of(node):
    if isinstance(node, ast.Import):
        return (1, "")
    return _rank("." * node.level + (node.module or ""))


def _first(source, text):
    """Behind the docstring, before everything else that is code."""
    body = source.tree.body
    if not body:
        return source.appended(text, 1 if source.text.strip() else 0)
    if isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant):
        place = source.line_end(source.end(body[0]))
        return source.replaced(place, place, f"\n\n{text}")
    node = body[0]
    line = min([node.lineno, *(each.lineno for each in getattr(node, "decorator_list", []))])
    place = source.starts[line - 1]
    return source.replaced(place, place, f"{text}\n\n")


def with_those_needed(source):
    """Imports for the names of Django's that are used and come from nowhere."""
    bound = bound_names(source.tree)
    used = {node.id for node in ast.walk(source.tree) if isinstance(node, ast.Name)}
    missing = used - bound - set(dir(builtins))
    for module, names in KNOWN.items():
        for name in names:
            if name in missing:
                source = with_import(source, module, name)
    return source
