"""Edits of models: by their fields."""
import ast

from code_edits import add_code, taken
from imports import imported_from, with_those_needed
from refused import Refused, no_place
from statements import defined, removed, same
from unused_imports import without_those_of


def add_model(files, app, name, fields, text_field=None):
    """By its fields, in their order."""
    lines = [f"class {name}(models.Model):", *(f"    {key} = {value}" for key, value in fields)]
    if text_field:
        lines += ["", "    def __str__(self):", f"        return {text_of(text_field, fields)}"]
    return add_code(files, app, "models.py", "\n".join(lines if len(lines) > 1 else [*lines, "    pass"]), True)


def text_of(name, fields):
    """__str__ must return text."""
    written = dict(fields).get(name, "")
    is_text = any(kind in written for kind in ("CharField", "TextField", "SlugField", "EmailField", "URLField"))
    return f"self.{name}" if is_text else f"str(self.{name})"


def model(files, app, name):
    source = files.source(files.in_app(app, "models.py"))
    found = defined(source.tree, name)
    if not isinstance(found, ast.ClassDef):
        there = [node.name for node in source.tree.body if isinstance(node, ast.ClassDef)]
        advice = f"It has: {', '.join(there)}" if there else "Add it first: see addModel()."
        raise no_place(source, f"{source.path} has no model {name}", advice)
    return source, found


def field_of(found, name):
    for statement in found.body:
        target = statement.targets[0] if isinstance(statement, ast.Assign) else getattr(statement, "target", None)
        if isinstance(target, ast.Name) and target.id == name:
            return statement
    return None


def add_field(files, app, name, field, value):
    source, found = model(files, app, name)
    text = f"{field} = {value}"
    there = field_of(found, field)
    if there is not None:
        if same(there, ast.parse(text).body[0]):
            return f"{name} has the field {field} already"
        raise taken(source.path, f"{name}.{field}", there.lineno)
    files.put(with_those_needed(with_field(source, found, text)))
    return f"The field {field} is added to {name}"


def with_field(source, found, text):
    """After the last field; instead of a `pass`."""
    first = found.body[0]
    if first.lineno == found.lineno:
        if len(found.body) > 1 or not isinstance(first, ast.Pass):
            what = f"{found.name} in {source.path} is written on one line"
            raise no_place(source, what, "Give its body lines of its own first.", found.lineno)
        start = source.text.rindex(":", 0, source.start(first)) + 1
        return source.replaced(start, source.end(first), f"\n{source.indent()}{text}")
    margin = source.line(first.lineno)[: first.col_offset]
    fields = [each for each in found.body if isinstance(each, (ast.Assign, ast.AnnAssign))]
    is_doc = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    if len(found.body) == 1 and isinstance(first, ast.Pass):
        return source.replaced(source.start(first), source.end(first), text)
    if fields or is_doc:
        place = source.line_end(source.end(fields[-1] if fields else first))
        return source.replaced(place, place, f"\n{margin}{text}")
    place = source.starts[min([first.lineno, *(each.lineno for each in getattr(first, "decorator_list", []))]) - 1]
    return source.replaced(place, place, f"{margin}{text}\n\n")


def remove_field(files, app, name, field):
    source, found = model(files, app, name)
    there = field_of(found, field)
    if there is None:
        return f"{name} has no field {field}"
    alone = len(found.body) == 1
    left = source.replaced(source.start(there), source.end(there), "pass") if alone else removed(source, there)
    files.put(without_those_of(left, there))
    return f"The field {field} is taken out of {name}"


def remove_model(files, app, name):
    path = files.in_app(app, "models.py")
    source = files.source(path)
    found = defined(source.tree, name)
    if found is None:
        return f"{path} has no model {name}"
    files.put(without_those_of(removed(source, found), found))
    return f"The model {name} is taken out of {path}{still_named(files, app, name)}"


def still_named(files, app, name):
    """Where the app's other files import it, which fails now."""
    lines = []
    for file in ("admin.py", "forms.py", "tests.py", "views.py"):
        path = files.in_app(app, file)
        try:
            line = imported_from(files.source(path, "").tree, [".models", f"{app}.models"], name)
        except Refused:
            continue
        if line:
            lines.append(f"line {line} of {path}")
    return f"; take it out of {', '.join(lines)} too, where it is imported" if lines else ""
