"""Values as Python source."""
import ast
import tokenize
import io

from refused import Refused

LONGEST = 88


def expression(text, path):
    """Python source of one value, safe beside commas: in brackets where it needs them."""
    stripped = text.strip()
    try:
        node = ast.parse(stripped, mode="eval").body
        tokens = list(tokenize.generate_tokens(io.StringIO(stripped).readline))
    except (SyntaxError, ValueError, tokenize.TokenError) as error:
        what = f"{stripped!r} is not a value in Python: {getattr(error, 'msg', error)}"
        raise Refused("compile", what, "Mend it, and try again.", path) from error
    if any(token.type == tokenize.COMMENT for token in tokens):
        return f"(\n{stripped}\n)"
    try:
        [alone] = ast.parse(f"[{stripped}]", mode="eval").body.elts
        if ast.dump(alone) == ast.dump(node):
            return stripped
    except (SyntaxError, ValueError):
        pass
    return f"({stripped})"


class Literals:
    """Writes values as one file does."""

    def __init__(self, source):
        self.source = source
        self.quote = source.quote()
        self.step = source.indent()

    def string(self, text):
        written = repr if self.source.can_hold(text) else ascii
        if self.quote == '"' and '"' not in text:
            # With an apostrophe in it, these take double quotes.
            return '"' + written("'" + text)[2:]
        return written(text)

    def written(self, value, margin="", column=0):
        """margin: of the line that it begins on. column: where on that line it begins."""
        line = self._on_one_line(value)
        empty = line in ("[]", "{}")
        if empty or (column + len(line) <= LONGEST and "\n" not in line) or not self._is_nested(value):
            return line
        inner = margin + self.step
        if isinstance(value, list):
            rows = [self.written(item, inner, len(inner)) for item in value]
            brackets = "[]"
        else:
            rows = []
            for key, item in value["items"]:
                name = self.string(key) + ": "
                rows.append(name + self.written(item, inner, len(inner + name)))
            brackets = "{}"
        body = "".join(f"{inner}{row},\n" for row in rows)
        return f"{brackets[0]}\n{body}{margin}{brackets[1]}"

    def _is_nested(self, value):
        return isinstance(value, list) or (isinstance(value, dict) and "items" in value)

    def _on_one_line(self, value):
        if isinstance(value, str):
            return self.string(value)
        if isinstance(value, list):
            return "[" + ", ".join(map(self._on_one_line, value)) + "]"
        if isinstance(value, dict) and "python" in value:
            return expression(value["python"], self.source.path)
        if isinstance(value, dict):
            pairs = (f"{self.string(key)}: {self._on_one_line(item)}" for key, item in value["items"])
            return "{" + ", ".join(pairs) + "}"
        return repr(value)
