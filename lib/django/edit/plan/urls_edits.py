"""Edits of urls.py: the project's, or an app's."""
import ast

from bindings import bindings
from imports import bound_as, bound_names, with_import, with_plain_import
from lists import Listed, opened
from literals import Literals
from refused import Refused, no_place
from settings_files import makers
from statements import defined, same
from unused_imports import without_those_of


def add_path(files, route, include=None, view=None, name=None, app=None, regular=False):
    source = urls(files, app)
    function = "re_path" if regular else "path"
    listed = url_list(source)
    if include:
        made = app_urls(files, include)
        quoted = Literals(source).string(include)
        added, target = with_import(source, "django.urls", "include"), f"include({quoted})"
    else:
        made = ""
        added, target = with_view(files, source, view, app)
    added = with_import(added, "django.urls", function)
    text = entry(added, function, route, target, name)
    there = listed.find(lambda item: has_route(item, route))
    if there:
        node, index = there
        if same(node.elts[index], ast.parse(text, mode="eval").body):
            return f"The address {route!r} is in {source.path} already"
        line = node.elts[index].lineno
        what = f"{source.path} leads {route!r} elsewhere in line {line}, and the first that fits is taken"
        raise Refused("taken", what, "Remove that one first: see removePath().", source.path, line)
    files.put(Listed(added, "urlpatterns").added(text))
    return f"The address {route!r} is added to {source.path}{made}"


def entry(source, function, route, target, name):
    literals = Literals(source)
    # A regular expression reads best as a raw string, where that says the same.
    written = literals.string(route)
    if function == "re_path" and "\\" in route and not set(route) & set("'\"\n\r") and not route.endswith("\\"):
        written = f"r{literals.quote}{route}{literals.quote}"
    named = f", name={literals.string(name)}" if name else ""
    return f"{function}({written}, {target}{named})"


def remove_path(files, route, app=None):
    source = urls(files, app)
    listed = url_list(source)
    place = listed.find(lambda item: has_route(item, route))
    if place is None:
        return f"The address {route!r} is not in {source.path}"
    node, index = place
    files.put(without_those_of(listed.without(place), node.elts[index]))
    return f"The address {route!r} is taken out of {source.path}"


def url_list(source):
    listed = Listed(source, "urlpatterns")
    if not listed.exists:
        raise no_place(source, f"{source.path} has no urlpatterns", "Write urlpatterns = [] into it.")
    return listed


def has_route(item, route):
    return (
        isinstance(item, ast.Call)
        and bool(item.args)
        and isinstance(item.args[0], ast.Constant)
        and item.args[0].value == route
    )


def urls(files, app):
    """The app's, made when it is missing; without an app the project's."""
    if app:
        return files.source(files.in_app(app, "urls.py"), new_urls(app))
    settings = makers(files, "ROOT_URLCONF")[-1]
    found = [each.statement for each in bindings(settings.tree, "ROOT_URLCONF") if each.kind == "plain"]
    value = found[-1].value if found else None
    path = files.module(value.value) if isinstance(value, ast.Constant) and isinstance(value.value, str) else None
    if path is None:
        what = f"{settings.path} does not say where the project's urls.py is"
        raise no_place(settings, what, "Look at ROOT_URLCONF.")
    return files.source(path)


def new_urls(app):
    label = app.split(".")[-1]
    return f"from django.urls import path\n\napp_name = '{label}'\n\nurlpatterns = [\n]\n"


def app_urls(files, include):
    """An include of what is not there would stop the project: the app's urls.py is made."""
    app, _, module = include.rpartition(".")
    if module != "urls" or files.module(include) or not app or files.module(app) is None:
        return ""
    path = files.in_app(app, "urls.py")
    files.write(path, new_urls(app).encode())
    return f", and {path} is made"


def with_view(files, source, view, app):
    """The imports for a view, and what it is called here."""
    module, _, name = view.rpartition(".")
    is_class = name[:1].isupper()
    path = files.module(module)
    if path:
        module_source = files.source(path)
        found = defined(module_source.tree, name)
        if found is None and name not in bound_names(module_source.tree):
            raise no_place(module_source, f"{path} has no {name}", "Write it first: see addView().")
        is_class = isinstance(found, ast.ClassDef) if found else is_class
    ending = ".as_view()" if is_class else ""
    parent, _, leaf = module.rpartition(".")
    parent = "." if app and parent == app else parent
    for start in {module, "." + leaf if parent == "." else module}:
        direct = bound_as(source.tree, start, name)
        if direct:
            return source, direct + ending
    if not parent:
        return with_plain_import(source, ast.alias(module, None)), f"{module}.{name}{ending}"
    there = bound_as(source.tree, parent, leaf)
    if there:
        return source, f"{there}.{name}{ending}"
    clash = leaf in bound_names(source.tree)
    asname = "_".join([*parent.split("."), leaf]) if clash and parent != "." else None
    return with_import(source, parent, leaf, asname), f"{asname or leaf}.{name}{ending}"
