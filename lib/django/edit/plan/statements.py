"""Whole statements of a module: found, put in, taken out."""
import ast
import re

from refused import no_place


def removed(source, statement):
    """Its lines, and one of the gaps around it."""
    first = min([statement.lineno, *(part.lineno for part in getattr(statement, "decorator_list", []))])
    end = source.line_end(source.end(statement))
    before = source.text[source.starts[first - 1] : source.start(statement)] if first == statement.lineno else ""
    after = source.text[source.end(statement) : end].strip()
    if before.strip() or (after and not after.startswith("#")):
        line = statement.lineno
        what = f"Line {line} of {source.path} holds more than one statement"
        raise no_place(source, what, "Give each a line of its own first.", line)
    last = source.line_of(end)
    above, below = gap(source, first - 1, -1), gap(source, last + 1, 1)
    if source.text[end:].strip() == "":
        first, last = first - above, last + below
    # Of the gaps before and after it, the wider one stays.
    elif 0 < below <= above or (below and first == 1):
        last += below
    elif above and below:
        first -= above
    until = source.starts[last] if last < len(source.starts) else len(source.text)
    return source.replaced(source.starts[first - 1], until, "")


def gap(source, number, step):
    """How many lines are blank from there on."""
    count = 0
    while 0 < number <= len(source.starts) and not source.line(number).strip():
        number += step
        count += 1
    return count


def value_span(source, statement):
    """What stands right of the `=`: with the brackets around it, unless a comment is between them."""
    node = statement.value
    target = getattr(statement, "annotation", None) or getattr(statement, "target", None)
    left = target or statement.targets[0]
    whole = source.text.index("=", source.end(left)) + 1
    whole += len(re.match(r"[ \t]*", source.text[whole:]).group())
    start, end, last = source.start(node), source.end(node), source.end(statement)
    if "#" in source.text[whole:start] + source.text[end:last]:
        return start, end
    return whole, last


def defined(tree, name):
    """The class or function of that name at the top of a module."""
    kinds = (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    found = [node for node in tree.body if isinstance(node, kinds) and node.name == name]
    return found[-1] if found else None


def same(one, other):
    return ast.dump(one) == ast.dump(other)
