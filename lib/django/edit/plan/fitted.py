"""A list or dict that gets another value part by part: what stays the same keeps its comments and its form."""
import ast
import tokenize
from difflib import SequenceMatcher

from brackets import Brackets
from literals import Literals
from refused import Refused
from statements import same


def fitted(source, statement, value):
    """The source with `value` in a statement `NAME = …`; None when no part of the old value can stay."""
    place = (statement.lineno, statement.col_offset)

    def find(now):
        return next(each.value for each in now.tree.body if (each.lineno, each.col_offset) == place)

    expected = expression(Literals(source).written(value))
    if not (is_written_out(value) and has_common_part(statement.value, expected)):
        return None
    try:
        changed = fit(source, find, value)
    except Refused:
        return None
    return changed if unordered(find(changed)) == unordered(expected) else None


def comments(source):
    return sum(kind == tokenize.COMMENT for kind, *_ in source.tokens())


def is_written_out(value):
    """And no source that somebody gave."""
    return isinstance(value, list) or (isinstance(value, dict) and "items" in value)


def has_common_part(old, new):
    if is_list(old) and is_list(new):
        return any(same(one, other) or has_common_part(one, other) for one in old.elts for other in new.elts)
    return is_plain_dict(old) and isinstance(new, ast.Dict) and bool(set(keys(old)) & set(keys(new)))


def is_list(node):
    return isinstance(node, ast.List)


def is_plain_dict(node):
    """With texts for keys, each once."""
    if not isinstance(node, ast.Dict) or not all(isinstance(key, ast.Constant) for key in node.keys):
        return False
    return all(isinstance(key, str) for key in keys(node)) and len(set(keys(node))) == len(node.keys)


def keys(node):
    return [key.value for key in node.keys]


def expression(text):
    return ast.parse(text.strip(), mode="eval").body


def unordered(node):
    """To compare by: dicts are equal in any order."""
    if is_plain_dict(node):
        return sorted((key, unordered(value)) for key, value in zip(keys(node), node.values))
    return [unordered(each) for each in node.elts] if is_list(node) else ast.dump(node)


def fit(source, find, value):
    """`find` gives the part that is to have the value, in whatever the source has become."""
    node = find(source)
    line = source.line(source.line_of(source.start(node)))
    margin = line[: len(line) - len(line.lstrip())]
    column = source.start(node) - source.starts[source.line_of(source.start(node)) - 1]
    text = Literals(source).written(value, margin, column)
    new = expression(text)
    if same(node, new):
        return source
    if not (is_written_out(value) and has_common_part(node, new)):
        return source.replaced(source.start(node), source.end(node), text)
    return fit_list(source, find, value, new) if is_list(node) else fit_dict(source, find, value)


def fit_list(source, find, value, new):
    """From the end, so that what is before keeps its place."""
    old = find(source)
    alike = SequenceMatcher(None, list(map(ast.dump, old.elts)), list(map(ast.dump, new.elts)), autojunk=False)
    for _, first, end, start, stop in reversed([each for each in alike.get_opcodes() if each[0] != "equal"]):
        # One list or dict in the place of another may have parts in common with it.
        pairs = 0
        while first + pairs < end and start + pairs < stop:
            if not has_common_part(old.elts[first + pairs], new.elts[start + pairs]):
                break
            pairs += 1
        for index in reversed(range(first + pairs, end)):
            source = brackets(source, find).without(index)
        for at in reversed(range(start + pairs, stop)):
            inside = brackets(source, find)
            margin = inside.indent()
            source = inside.with_item(first + pairs, Literals(source).written(value[at], margin, len(margin)))
        for index in reversed(range(pairs)):
            source = fit(source, element(find, first + index), value[start + index])
    return source


def fit_dict(source, find, value):
    wanted = dict(value["items"])
    for index in reversed(range(len(find(source).keys))):
        key = keys(find(source))[index]
        if key in wanted:
            source = fit(source, member(find, key), wanted[key])
        else:
            source = brackets(source, find).without(index)
    for key, item in wanted.items():
        there = keys(find(source))
        if key not in there:
            inside = brackets(source, find)
            name = Literals(source).string(key) + ": "
            margin = inside.indent()
            text = name + Literals(source).written(item, margin, len(margin + name))
            source = inside.with_item(len(there), text)
    return source


def brackets(source, find):
    return Brackets(source, source.start(find(source)))


def element(find, index):
    return lambda source: find(source).elts[index]


def member(find, key):
    return lambda source: next(
        value for each, value in zip(find(source).keys, find(source).values) if each.value == key
    )
