"""Lists that a module writes out: what is in them, one more, one less."""
import ast

from bindings import bindings
from brackets import Brackets
from literals import Literals
from refused import no_place
from statements import same


class Listed:
    """The lists of which one name is made: `NAME = [...] + [...]`, then `NAME += [...]`.

    found: the lines that bind it. goes_on: whether another file has the beginning of it.
    """

    def __init__(self, source, name, found=None, goes_on=False):
        self.source = source
        self.name = name
        found = bindings(source.tree, name) if found is None else found
        plain = [each for each in found if each.kind == "plain" and not each.nested]
        self.exists = bool(found)
        if goes_on and not plain:
            self.base = self.all = [node for each in found for node in self._more(each)]
            return
        if not plain:
            if found:
                self._refuse(found[0].line)
            self.base = self.all = []
            return
        later = found[found.index(plain[-1]) + 1 :]
        for binding in later:
            if binding.kind != "more":
                self._refuse(binding.line)
        self.base = self._lists(plain[-1].statement.value)
        self.all = self.base + [node for each in later for node in self._more(each)]
        if not self.base and not goes_on:
            self._refuse(plain[-1].line)

    def _refuse(self, line):
        what = f"{self.name} in {self.source.path} is no list that is written out: see line {line}"
        raise no_place(self.source, what, f"Change {self.name} by hand, in the editor.", line)

    def _more(self, binding):
        return self._lists(binding.statement.value) if isinstance(binding.statement, ast.AugAssign) else []

    def _lists(self, node):
        if isinstance(node, (ast.List, ast.Tuple)):
            return [node]
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
            return self._lists(node.left) + self._lists(node.right)
        return []

    def items(self):
        """(list, index, item) of each."""
        return [(node, index, item) for node in self.all for index, item in enumerate(node.elts)]

    def strings(self):
        return [item.value for _, _, item in self.items() if isinstance(item, ast.Constant)]

    def find(self, wanted):
        """(list, index) of the first item for which `wanted(item)` holds, or None."""
        return next(((node, index) for node, index, item in self.items() if wanted(item)), None)

    def written(self, value):
        """As an item of it."""
        margin = opened(self.source, self.base[-1]).indent()
        return Literals(self.source).written(value, margin, len(margin))

    def added(self, text, place=None):
        """At the end, or at a place (list, index)."""
        node, index = place or (self.base[-1], len(self.base[-1].elts))
        return with_item(self.source, node, index, text)

    def without(self, place):
        node, index = place
        brackets = opened(self.source, node)
        changed = brackets.without(index)
        kept = [item for at, item in enumerate(node.elts) if at != index]
        return sure(changed, brackets.open, kept)


def opened(source, node):
    brackets = Brackets(source, source.start(node)) if source.of(node)[0] in "([" else None
    if brackets is None or brackets.close != source.end(node) - 1 or len(brackets.items) != len(node.elts):
        what = f"The list in line {node.lineno} of {source.path} has no brackets of its own"
        raise no_place(source, what, "Put brackets around it first.", node.lineno)
    return brackets


def with_item(source, node, index, text):
    brackets = opened(source, node)
    changed = brackets.with_item(index, text)
    expected = list(node.elts)
    expected.insert(index, ast.parse(text.strip(), mode="eval").body)
    return sure(changed, brackets.open, expected)


def sure(changed, start, expected):
    """Nothing but what was meant is in the list now."""
    for node in ast.walk(changed.tree):
        if isinstance(node, (ast.List, ast.Tuple)) and changed.start(node) == start:
            if len(node.elts) == len(expected) and all(map(same, node.elts, expected)):
                return changed
    what = f"The list in line {changed.line_of(start)} of {changed.path} could not be changed safely"
    raise no_place(changed, what, line=changed.line_of(start))
