"""Items between two brackets: one is put in or taken out as the others are written."""
import tokenize

from refused import no_place

OPENING, CLOSING = "([{", ")]}"
LONGEST = 88
SPACE = (tokenize.NL, tokenize.NEWLINE, tokenize.COMMENT, tokenize.INDENT, tokenize.DEDENT)


class Item:
    """Offsets of its text, and of the comma after it, when it has one."""

    def __init__(self, start):
        self.start = self.end = start
        self.comma = None


class Brackets:
    """What lies between the bracket at `start` and its partner."""

    def __init__(self, source, start):
        self.source = source
        self.open = start
        self.items = []
        self.close = self._read(start)
        self.text = source.text[self.open : self.close + 1]

    def _read(self, start):
        depth = 0
        item = None
        for kind, text, begin, end in self.source.tokens():
            if begin < start or kind in SPACE:
                continue
            if kind == tokenize.OP and text in CLOSING:
                depth -= 1
                if depth == 0:
                    return begin
            if depth == 1 and kind == tokenize.OP and text == ",":
                self.items[-1].comma = begin
                item = None
            elif depth >= 1:
                if item is None:
                    item = Item(begin)
                    self.items.append(item)
                item.end = end
            if kind == tokenize.OP and text in OPENING:
                depth += 1
        raise no_place(self.source, f"A bracket of {self.source.path} could not be followed")

    @property
    def on_one_line(self):
        return self.source.line_of(self.open) == self.source.line_of(self.close)

    def indent(self):
        """That of an item that begins its line."""
        for item in self.items:
            if self._begins_line(item.start):
                return self._before(item.start)
        return self._margin() + self.source.indent()

    def _margin(self):
        line = self.source.line(self.source.line_of(self.open))
        return line[: len(line) - len(line.lstrip())]

    def _before(self, offset):
        return self.source.text[self.source.starts[self.source.line_of(offset) - 1] : offset]

    def _begins_line(self, offset):
        return not self._before(offset).strip()

    def with_item(self, index, text):
        """`text` becomes the item of that index."""
        if not self.items:
            return self._with_first(text)
        if self.on_one_line:
            return self._on_the_line(index, text)
        return self._on_a_line_of_its_own(index, text)

    def _with_first(self, text):
        comma = "," if self.text[0] == "(" else ""
        if not self.on_one_line:
            place = self.source.starts[self.source.line_of(self.close) - 1]
            return self.source.replaced(place, place, f"{self.indent()}{text},\n")
        line = self.source.line(self.source.line_of(self.open))
        if len(line) + len(text) > LONGEST or "\n" in text:
            inner = f"\n{self.indent()}{text},\n{self._margin()}"
        else:
            inner = text + comma
        return self.source.replaced(self.open + 1, self.close, inner)

    def _on_the_line(self, index, text):
        line = self.source.line(self.source.line_of(self.open))
        if len(line) + len(text) + 2 > LONGEST or "\n" in text:
            return self._exploded(index, text)
        if index < len(self.items):
            place = self.items[index].start
            return self.source.replaced(place, place, f"{text}, ")
        last = self.items[-1]
        lonely = len(self.items) == 1 and last.comma is not None
        end = last.comma + 1 if lonely else last.end
        return self.source.replaced(last.end, end, f", {text}")

    def _exploded(self, index, text):
        texts = [self.source.text[item.start : item.end] for item in self.items]
        texts.insert(index, text)
        lines = "".join(f"{self.indent()}{item},\n" for item in texts)
        return self.source.replaced(self.open + 1, self.close, f"\n{lines}{self._margin()}")

    def _on_a_line_of_its_own(self, index, text):
        """After the one before it, behind that one's comment."""
        source = self.source
        following = self.items[index].start if index < len(self.items) else self.close
        if index == 0:
            place = source.line_end(self.open)
            if place > following:
                return source.replaced(following, following, f"{text},\n{self.indent()}")
            return source.replaced(place, place, f"\n{self.indent()}{text},")
        previous = self.items[index - 1]
        comma_end = previous.end if previous.comma is None else previous.comma + 1
        place = source.line_end(comma_end)
        own_comma = "," if index < len(self.items) or previous.comma is not None else ""
        if place > following:
            if index < len(self.items):
                return source.replaced(following, following, f"{text}, ")
            place = comma_end
        if previous.comma is None:
            source, place = source.replaced(previous.end, previous.end, ","), place + 1
        return source.replaced(place, place, f"\n{self.indent()}{text}{own_comma}")

    def without(self, index):
        source, item = self.source, self.items[index]
        end = item.end if item.comma is None else item.comma + 1
        line_end = source.line_end(end)
        alone = self._begins_line(item.start) and self.close > line_end
        if alone and (index + 1 == len(self.items) or self.items[index + 1].start > line_end):
            following = source.starts[source.line_of(line_end)]
            return source.replaced(source.starts[source.line_of(item.start) - 1], following, "")
        if index + 1 < len(self.items):
            shared = source.line_of(self.items[index + 1].start) == source.line_of(end)
            until = self.items[index + 1].start if shared else end
            removed = source.replaced(item.start, until, "")
        elif index > 0 and source.line_of(self.items[index - 1].end) == source.line_of(item.start):
            removed = source.replaced(self.items[index - 1].end, item.end, "")
        else:
            return source.replaced(item.start, end, "")
        return self._still_a_tuple(removed)

    def _still_a_tuple(self, removed):
        """("a") would be no tuple any more."""
        rest = Brackets(removed, self.open)
        if self.text[0] != "(" or len(rest.items) != 1 or rest.items[0].comma is not None:
            return removed
        return removed.replaced(rest.items[0].end, rest.items[0].end, ",")
