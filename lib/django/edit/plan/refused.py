"""Why an edit is not made."""


class Refused(Exception):
    """kind: compile, place, matches, taken or outside. what: a sentence about the file. line: from 1."""

    def __init__(self, kind, what, advice="", path="", line=None):
        super().__init__(what)
        self.answer = {"kind": kind, "what": what, "next": advice, "path": path, "line": line}


def no_place(source, what, advice="Change it by hand, in the editor.", line=None):
    return Refused("place", what, advice, source.path, line)
