"""Edits of admin.py: which models the admin may show."""
import ast

from imports import bound_as, with_import
from model_edits import model


def register(files, app, name):
    model(files, app, name)
    source = files.source(files.in_app(app, "admin.py"), "from django.contrib import admin\n")
    if is_registered(source.tree, bound_as(source.tree, ".models", name) or name):
        return f"{name} is registered already"
    added = with_import(source, "django.contrib", "admin")
    added = with_import(added, ".models", name) if not known(source.tree, name) else added
    calls = [node for node in added.tree.body if isinstance(node, ast.Expr) and "admin.site.register" in added.of(node)]
    files.put(added.appended(f"admin.site.register({name})", 0 if calls and calls[-1] is added.tree.body[-1] else 1))
    return f"{name} is registered with the admin"


def known(tree, name):
    return any(
        isinstance(node, ast.ImportFrom) and any((each.asname or each.name) == name for each in node.names)
        for node in tree.body
    )


def is_registered(tree, name):
    """By admin.site.register(Name), in a list too, or by @admin.register(Name)."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "register":
            if any(isinstance(each, ast.Name) and each.id == name for arg in node.args for each in ast.walk(arg)):
                return True
    return False
