"""Edits of the settings."""
import ast

from bindings import bindings
from lists import Listed, opened, with_item
from literals import Literals
from refused import no_place
from statements import removed, same, value_span


def set_value(files, name, value):
    source = files.settings()
    found = bindings(source.tree, name)
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
    files.put(source.replaced(start, end, text))
    return f"{name} is set"


def assigned(source, name, value):
    text = Literals(source).written(value, "", len(name) + 3)
    return source.appended(f"{name} = {text}", 1)


def unset(files, name):
    source = files.settings()
    found = bindings(source.tree, name)
    if not found:
        return f"{name} is not set"
    for node in ast.walk(source.tree):
        changes = any(node in ast.walk(each.statement) for each in found)
        if isinstance(node, ast.Name) and node.id == name and isinstance(node.ctx, ast.Load) and not changes:
            what = f"Line {node.lineno} of {source.path} needs {name}"
            raise no_place(source, what, "Change that line first.", node.lineno)
    for binding in reversed(found):
        if binding.nested or binding.kind == "other":
            what = f"{name} is set under a condition or with other names: see line {binding.line} of {source.path}"
            raise no_place(source, what, line=binding.line)
        source = removed(source, binding.statement)
    files.put(source)
    return f"{name} is not set any more: Django's own value holds"


def add_to(files, name, value, before=None, after=None, first=False):
    source = files.settings()
    listed = Listed(source, name)
    if not listed.exists:
        files.put(assigned(source, name, [value]))
        return f"{name} is set, with one item"
    text = written_item(source, listed, value)
    item = ast.parse(text.strip(), mode="eval").body
    if listed.find(lambda each: same(each, item)):
        return f"{label(name, value)} is in {name} already"
    files.put(listed.added(text, place_in(source, listed, before, after, first)))
    return f"{label(name, value)} is added to {name}"


def written_item(source, listed, value):
    brackets = opened(source, listed.base[-1])
    margin = brackets.indent()
    return Literals(source).written(value, margin, len(margin))


def place_in(source, listed, before, after, first):
    if first:
        return listed.base[0], 0
    neighbour = before or after
    if neighbour is None:
        return None
    place = listed.find(lambda each: isinstance(each, ast.Constant) and each.value == neighbour)
    if place is None:
        what = f"{listed.name} in {source.path} has no {neighbour}"
        raise no_place(source, what, f"Name one that it has: {', '.join(map(str, listed.strings()))}")
    node, index = place
    return node, index + (1 if after else 0)


def label(name, value):
    if "SECRET" in name:
        return "The item"
    if isinstance(value, dict) and "python" in value:
        return value["python"]
    return value if isinstance(value, str) else "This"


def remove_from(files, name, value):
    source = files.settings()
    listed = Listed(source, name)
    item = ast.parse(Literals(source).written(value), mode="eval").body
    place = listed.find(lambda each: same(each, item))
    if place is None:
        return f"{label(name, value)} is not in {name}"
    files.put(listed.without(place))
    return f"{label(name, value)} is taken out of {name}"


def is_app(text, app):
    """polls is there as polls, and as polls.apps.PollsConfig."""
    return text == app or text.startswith(f"{app}.apps.") or app.startswith(f"{text}.apps.")


def add_app(files, app):
    listed = Listed(files.settings(), "INSTALLED_APPS")
    there = [text for text in listed.strings() if isinstance(text, str) and is_app(text, app)]
    if there:
        return f"{app} is in INSTALLED_APPS already" + (f", as {there[0]}" if there[0] != app else "")
    return add_to(files, "INSTALLED_APPS", app)


def remove_app(files, app):
    listed = Listed(files.settings(), "INSTALLED_APPS")
    there = [text for text in listed.strings() if isinstance(text, str) and is_app(text, app)]
    return remove_from(files, "INSTALLED_APPS", there[0] if there else app)


def add_template_dir(files, folder):
    source = files.settings()
    listed = Listed(source, "TEMPLATES")
    directories = template_dirs(listed)
    if directories is None:
        raise no_place(source, f"TEMPLATES in {source.path} has no list DIRS", "Write it by hand, in the editor.")
    text = folder_expression(source, folder)
    item = ast.parse(text, mode="eval").body
    if any(same(each, item) for each in directories.elts):
        return f"{folder} is in DIRS of TEMPLATES already"
    files.put(with_item(source, directories, len(directories.elts), text))
    return f"{folder} is added to DIRS of TEMPLATES"


def template_dirs(listed):
    for _, _, item in listed.items():
        if isinstance(item, ast.Dict):
            for key, value in zip(item.keys, item.values):
                if isinstance(key, ast.Constant) and key.value == "DIRS" and isinstance(value, ast.List):
                    return value
    return None


def folder_expression(source, folder):
    """As this file writes its paths."""
    found = bindings(source.tree, "BASE_DIR")
    text = Literals(source).string(folder)
    if not found:
        raise no_place(source, f"{source.path} has no BASE_DIR", "Give it one, as startproject does.")
    return f"os.path.join(BASE_DIR, {text})" if "os.path" in source.of(found[-1].statement) else f"BASE_DIR / {text}"
