"""Edits of the settings."""
import ast

from fitted import comments, fitted
from lists import Listed
from literals import Literals
from refused import no_place
from settings_files import makers, own_bindings, sharers
from statements import removed, same, value_span


def set_value(files, name, value):
    source = makers(files, name)[-1]
    found = own_bindings(files, source, name)
    if not found:
        files.put(assigned(source, name, value))
        return f"{name} is set, at the end"
    last = found[-1]
    if last.kind != "plain" or last.nested:
        lines = ", ".join(str(each.line) for each in found)
        what = f"{name} gets its value in several steps or under a condition: see line {lines} of {source.path}"
        raise no_place(source, what, line=last.line)
    start, end = value_span(source, last.statement)
    column = start - source.starts[source.line_of(start) - 1]
    text = Literals(source).written(value, "", column)
    if same(ast.parse(text, mode="eval").body, last.statement.value):
        return f"{name} has this value already"
    changed = fitted(source, last.statement, value) or source.replaced(start, end, text)
    if changed is source:
        return f"{name} has this value already"
    files.put(changed)
    lost = comments(source) - comments(changed)
    went = f"; {lost} comment{' goes' if lost == 1 else 's go'} with what is replaced" if lost > 0 else ""
    return f"{name} is set{where(files, source)}{went}"


def where(files, source):
    """Said of another file than the one that manage.py names."""
    return "" if source.path == files.settings().path else f" in {source.path}"


def assigned(source, name, value):
    text = Literals(source).written(value, "", len(name) + 3)
    return source.appended(f"{name} = {text}", 1)


def unset(files, name):
    taking_part = sharers(files, name)
    sources = [source for source in taking_part if own_bindings(files, source, name)]
    if not sources:
        return f"{name} is not set"
    for source in taking_part:
        refuse_if_needed(source, name, own_bindings(files, source, name))
    for source in sources:
        files.put(without_bindings(source, name, own_bindings(files, source, name)))
    elsewhere = any(where(files, source) for source in sources)
    files_named = " in " + ", ".join(source.path for source in sources) if elsewhere else ""
    return f"{name} is not set any more{files_named}: Django's own value holds"


def refuse_if_needed(source, name, found):
    own = {node for each in found for node in ast.walk(each.statement)}
    for node in ast.walk(source.tree):
        is_read = isinstance(node, ast.Name) and node.id == name and isinstance(node.ctx, ast.Load)
        is_taken = isinstance(node, ast.ImportFrom) and any(alias.name == name for alias in node.names)
        if (is_read or is_taken) and node not in own:
            what = f"Line {node.lineno} of {source.path} needs {name}"
            raise no_place(source, what, "Change that line first.", node.lineno)


def without_bindings(source, name, found):
    for binding in reversed(found):
        if binding.nested or binding.kind == "other":
            what = f"{name} is set under a condition or with other names: see line {binding.line} of {source.path}"
            raise no_place(source, what, line=binding.line)
        source = removed(source, binding.statement)
    return source


def lists(files, name):
    """One for each file that has a part of it."""
    sources = makers(files, name)
    return [Listed(each, name, own_bindings(files, each, name), at > 0) for at, each in enumerate(sources)]


def add_to(files, name, value, before=None, after=None, first=False):
    found = lists(files, name)
    if not found[0].exists:
        files.put(assigned(found[0].source, name, [value]))
        return f"{name} is set, with one item; Django's own value does not hold any more"
    item = ast.parse(Literals(found[0].source).written(value), mode="eval").body
    if any(listed.find(lambda each: same(each, item)) for listed in found):
        return f"{label(name, value)} is in {name} already"
    listed, place = place_in(found, before, after, first)
    files.put(listed.added(listed.written(value), place))
    return f"{label(name, value)} is added to {name}{where(files, listed.source)}"


def place_in(found, before, after, first):
    """The list to add to, and where in it; None is its end."""
    if first:
        return found[0], (found[0].base[0], 0)
    neighbour = before or after
    if neighbour is None:
        return found[0], None
    for listed in found:
        place = listed.find(lambda each: isinstance(each, ast.Constant) and each.value == neighbour)
        if place:
            node, index = place
            return listed, (node, index + (1 if after else 0))
    source = found[0].source
    there = ", ".join(str(text) for listed in found for text in listed.strings())
    raise no_place(source, f"{found[0].name} in {source.path} has no {neighbour}", f"Name one that it has: {there}")


def label(name, value):
    if "SECRET" in name:
        return "The item"
    if isinstance(value, dict) and "python" in value:
        return value["python"]
    return value if isinstance(value, str) else "This"


def remove_from(files, name, value):
    for listed in lists(files, name):
        item = ast.parse(Literals(listed.source).written(value), mode="eval").body
        place = listed.find(lambda each: same(each, item))
        if place:
            files.put(listed.without(place))
            return f"{label(name, value)} is taken out of {name}{where(files, listed.source)}"
    return f"{label(name, value)} is not in {name}"


def is_app(text, app):
    """polls is there as polls, and as polls.apps.PollsConfig."""
    return text == app or text.startswith(f"{app}.apps.") or app.startswith(f"{text}.apps.")


def app_there(files, app):
    """As what an app is in INSTALLED_APPS, or None."""
    texts = [text for listed in lists(files, "INSTALLED_APPS") for text in listed.strings()]
    return next((text for text in texts if isinstance(text, str) and is_app(text, app)), None)


def add_app(files, app):
    there = app_there(files, app)
    if there:
        return f"{app} is in INSTALLED_APPS already" + (f", as {there}" if there != app else "")
    return add_to(files, "INSTALLED_APPS", app)


def remove_app(files, app):
    return remove_from(files, "INSTALLED_APPS", app_there(files, app) or app)
