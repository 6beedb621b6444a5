"""A Python file as text with positions: a part is replaced, and the rest stays byte for byte."""
import ast
import codecs
import io
import re
import tokenize

from refused import Refused

LINE_END = re.compile(r"\r\n|\r|\n")


class Source:
    """Never changes: each replacement gives a new one. Offsets count characters of `text`."""

    def __init__(self, path, text, encoding="utf-8", bom=b"", how="does not compile as it is"):
        self.path = path
        self.text = text
        self.encoding = encoding
        self.bom = bom
        self.starts = [0] + [match.end() for match in LINE_END.finditer(text)]
        found = LINE_END.search(text)
        self.newline = found.group() if found else "\n"
        try:
            self.tree = ast.parse(text, path)
        except (SyntaxError, ValueError) as error:
            raise does_not_compile(path, error, how) from error

    @classmethod
    def decoded(cls, path, content):
        try:
            encoding, _ = tokenize.detect_encoding(io.BytesIO(content).readline)
            bom = codecs.BOM_UTF8 if content.startswith(codecs.BOM_UTF8) else b""
            plain = "utf-8" if encoding == "utf-8-sig" else encoding
            return cls(path, content[len(bom) :].decode(plain), plain, bom)
        except (SyntaxError, UnicodeDecodeError, LookupError) as error:
            raise does_not_compile(path, error) from error

    def encoded(self):
        """As bytes, compiled for a trial: what Python itself refuses is not written."""
        try:
            content = self.bom + self.text.encode(self.encoding)
            compile(content, self.path, "exec", dont_inherit=True)
        except (SyntaxError, ValueError) as error:
            raise does_not_compile(self.path, error, "would not compile") from error
        return content

    def can_hold(self, text):
        try:
            text.encode(self.encoding)
        except UnicodeEncodeError:
            return False
        return True

    def replaced(self, start, end, text):
        """`text` with plain newlines gets those of the file."""
        own = LINE_END.sub("\n", text).replace("\n", self.newline)
        whole = self.text[:start] + own + self.text[end:]
        return Source(self.path, whole, self.encoding, self.bom, "would not compile")

    def line(self, number):
        """Without its end."""
        following = self.starts[number] if number < len(self.starts) else len(self.text)
        return LINE_END.sub("", self.text[self.starts[number - 1] : following])

    def line_of(self, offset):
        low, high = 0, len(self.starts)
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if self.starts[middle] <= offset else (low, middle)
        return low + 1

    def line_end(self, offset):
        """Where the line of an offset ends, before its newline."""
        number = self.line_of(offset)
        return self.starts[number - 1] + len(self.line(number))

    def at(self, number, column):
        """An offset of a place that the parser gives: its columns count bytes of UTF-8."""
        within = self.line(number).encode()[:column].decode()
        return self.starts[number - 1] + len(within)

    def start(self, node):
        return self.at(node.lineno, node.col_offset)

    def end(self, node):
        return self.at(node.end_lineno, node.end_col_offset)

    def of(self, node):
        return self.text[self.start(node) : self.end(node)]

    def tokens(self):
        """(type, text, start, end) of each; without the file's own newlines, which `tokenize` may not know."""
        count = len(self.starts)
        lines = iter([self.line(number + 1) + "\n" for number in range(count)])
        for token in self._tokenized(lambda: next(lines, "")):
            if token.start[0] > count or token.end[0] > count:
                return
            start, end = (self.starts[row - 1] + column for row, column in (token.start, token.end))
            yield token.type, token.string, start, end

    def _tokenized(self, readline):
        try:
            yield from tokenize.generate_tokens(readline)
        except (tokenize.TokenError, SyntaxError) as error:
            what = f"{self.path} could not be read word by word: {error.args[0]}"
            raise Refused("place", what, "Change it by hand, in the editor.", self.path) from error

    def indent(self):
        """What this file indents with."""
        found = re.search(r"^([ \t]+)\S", self.text, re.MULTILINE)
        return "\t" if found and found.group(1).startswith("\t") else "    "

    def quote(self):
        """The quotes that most of its strings have."""
        plain = re.findall(r"(?<!['\"])['\"](?!['\"])", self.text)
        return '"' if plain.count('"') > plain.count("'") else "'"

    def appended(self, text, blank_lines):
        """At the end, after so many blank lines."""
        kept = self.text.rstrip()
        if not kept:
            return self.replaced(len(kept), len(self.text), text.rstrip() + "\n")
        gap = "\n" * (blank_lines + 1)
        tail = self.text[len(kept) :]
        # A comment at the very end may lack its newline; what follows it is blank in any case.
        own = LINE_END.sub("\n", tail)
        start = len(self.text) if own.strip(" \t") in ("", "\n") else len(kept)
        already = 1 if start == len(self.text) and own.endswith("\n") else 0
        return self.replaced(start, len(self.text), gap[already:] + text.rstrip() + "\n")


def does_not_compile(path, error, how="does not compile as it is"):
    line = getattr(error, "lineno", None)
    message = getattr(error, "msg", None) or str(error)
    advice = "Mend that line first." if "as it is" in how else "Mend what you gave, and try again."
    name = type(error).__name__
    return Refused("compile", f"{path} {how}: {name}: {message}", advice, path, line)
