"""Imports that go with the code that needed them."""
import ast
import re

from brackets import Brackets
from statements import removed

# What Django itself writes into a new file stays, needed or not.
WRITTEN_BY_DJANGO = {("django.contrib", "admin"), ("django.db", "models"), ("django.urls", "path")}


def without_those_of(source, gone):
    """Without the imports that only `gone` has used, which is taken out already."""
    names = read_names(gone) - read_names(source.tree) - exported(source.tree)
    for name in sorted(names):
        for node in source.tree.body:
            if isinstance(node, (ast.Import, ast.ImportFrom)) and not keeps(source, node):
                bound = [alias.asname or alias.name.split(".")[0] for alias in node.names]
                if name in bound and not from_django(node, bound.index(name)):
                    source = _without(source, node, bound.index(name))
                    break
    return source


def read_names(tree):
    """Those in annotations that are texts, too."""
    found = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}
    for node in ast.walk(tree):
        for annotation in (getattr(node, "annotation", None), getattr(node, "returns", None)):
            for part in ast.walk(annotation) if annotation else ():
                if isinstance(part, ast.Constant) and isinstance(part.value, str):
                    found.update(re.findall(r"\w+", part.value))
    return found


def exported(tree):
    """The names in __all__: texts, which nothing else here reads."""
    return {
        node.value
        for statement in tree.body
        if "__all__" in {each.id for each in ast.walk(statement) if isinstance(each, ast.Name)}
        for node in ast.walk(statement)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def keeps(source, node):
    """Somebody has said why it is there, or it shares its line with another statement."""
    begin, end = source.start(node), source.end(node)
    rest = source.text[end : source.line_end(end)]
    beside = source.text[source.starts[source.line_of(begin) - 1] : begin] + rest
    return bool(beside.strip()) or "#" in source.text[begin:end]


def from_django(node, index):
    return isinstance(node, ast.ImportFrom) and (node.module, node.names[index].name) in WRITTEN_BY_DJANGO


def _without(source, node, index):
    if len(node.names) == 1:
        return removed(source, node)
    bracket = source.text.find("(", source.start(node), source.start(node.names[0]))
    if bracket >= 0:
        return Brackets(source, bracket).without(index)
    if index + 1 < len(node.names):
        return source.replaced(source.start(node.names[index]), source.start(node.names[index + 1]), "")
    return source.replaced(source.end(node.names[index - 1]), source.end(node.names[index]), "")
