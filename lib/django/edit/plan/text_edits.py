"""Edits of any text file of the project."""
import base64
import io
import tokenize

from refused import Refused
from source import LINE_END, Source, does_not_compile


def write(files, path, text):
    before = files.read(path)
    own = with_line_ends(text, before)
    content = checked(path, own)
    if content == before:
        return f"{path} has this text already"
    files.write(path, content)
    return f"{path} is {'written' if before is None else 'written anew'}"


def replace(files, path, old, new):
    before = files.read(path)
    if before is None:
        raise Refused("place", f"The project has no file {path}", "Look at what it has: await project.tree()", path)
    try:
        encoding = "utf-8"
        if path.endswith(".py"):
            encoding, _ = tokenize.detect_encoding(io.BytesIO(before).readline)
        text = before.decode("utf-8" if encoding == "utf-8-sig" else encoding)
    except (UnicodeDecodeError, SyntaxError) as error:
        raise Refused("place", f"{path} is no text", "Take a file with text.", path) from error
    wanted, instead = with_line_ends(old, before), with_line_ends(new, before)
    if instead and text.count(instead) == 1 and wanted not in text.replace(instead, ""):
        return f"{path} has the new text already"
    count = text.count(wanted)
    if count != 1:
        first = LINE_END.split(old)[0]
        advice = (
            "Copy the text from the file as it is, spaces too."
            if count == 0
            else "Give more of the text around it, so that only one place fits."
        )
        raise Refused("matches", f"{path} has the text {first!r} {count} times, not once", advice, path)
    changed = text.replace(wanted, instead)
    if changed == text:
        return f"{path} stays as it is: both texts are the same"
    files.write(path, checked(path, changed))
    return f"{path} is changed in one place"


def check(files, path, content):
    """Whether a file would compile with these bytes."""
    Source.decoded(path, base64.b64decode(content)).encoded()
    return path


def with_line_ends(text, before):
    """Those of a file that has Windows' line ends."""
    if before and b"\r\n" in before:
        return LINE_END.sub("\n", text).replace("\n", "\r\n")
    return text


def checked(path, text):
    """As bytes; Python must be able to compile it."""
    if not path.endswith(".py"):
        return text.encode()
    plain = text.removeprefix("\ufeff")
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(plain.encode()).readline)
    except SyntaxError as error:
        raise does_not_compile(path, error, "would not compile") from error
    bom = b"" if plain == text else "\ufeff".encode()
    return Source(path, plain, encoding, bom, "would not compile").encoded()
