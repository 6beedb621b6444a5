"""What may not be told: passwords, tokens, keys, cookies."""
import re

_mask = "****"
_names = re.compile(
    r"passw|passphrase|pwd|secret|token|csrf|session|cookie|api_?key|credential|signature|authorization", re.I
)
_hashes = re.compile(r"\b(?:pbkdf2|argon2|bcrypt|scrypt|md5|sha1)[\w-]*\$[^\s'\",]+")
_words = re.compile(r"[A-Za-z_]\w*")
_operators = {"like", "ilike", "in", "between", "and", "or", "not", "escape", "any", "collate"}
_insert = re.compile(r"\s*(?:INSERT|REPLACE)\b[^(]*\(([^)]*)\)\s*(?:VALUES|SELECT)", re.I)
_longest = 200


class Secrets:
    """The values that have turned out to be secret so far."""

    def __init__(self, known=()):
        self._known = set()
        for value in known:
            self.add(value)

    def add(self, value):
        """Shorter ones would tear ordinary words."""
        if isinstance(value, str) and len(value) >= 4:
            self._known.add(value)

    def masked(self, text):
        for value in sorted(self._known, key=len, reverse=True):
            text = text.replace(value, _mask)
        return _hashes.sub(_mask, text)

    def value(self, name, value):
        """A named value as it may be told; a secret one is known from now on."""
        if is_secret(name):
            self.add(str(value))
            return _mask
        return self.masked(_short(value))

    def parameters(self, sql, params):
        """The parameters of a statement, as texts."""
        if isinstance(params, dict):
            return [f"{name}={self.value(name, value)}" for name, value in params.items()]
        params = list(params or ())
        columns = _columns(sql, len(params))
        hides = "django_session" in sql
        return [
            _mask if hides and isinstance(value, str) else self.value(column, value)
            for column, value in zip(columns, params)
        ]


def is_secret(name):
    return bool(_names.search(name))


def _short(value):
    if isinstance(value, (bytes, bytearray, memoryview)):
        return f"<{len(value)} bytes>"
    text = str(value)
    return text if len(text) <= _longest else text[:_longest] + "…"


def _columns(sql, count):
    """The column that each placeholder stands for, as far as the statement's text tells."""
    insert = _insert.match(sql)
    if insert:
        names = _words.findall(insert.group(1)) or [""]
        return [names[index % len(names)] for index in range(count)]
    columns, last = [], ""
    for segment in sql.split("%s")[:count]:
        words = [word for word in _words.findall(segment) if word.lower() not in _operators]
        last = words[-1] if words else last
        columns.append(last)
    return columns + [""] * (count - len(columns))
