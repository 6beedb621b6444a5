"""A failure of the reader's project, told as if Python had run the project alone."""
import os
import sys
import traceback

import djlab_facts

ours = os.path.dirname(djlab_facts.__path__[0])
machinery = ("<frozen importlib", "<frozen runpy")


def is_ours(frame):
    name = os.path.basename(frame.filename)
    return frame.filename.startswith((ours, *machinery)) or name == "runpy.py"


def cut(told, seen):
    """Leaves out the frames of the one who asks, here and in what the failure came from."""
    if told is None or id(told) in seen:
        return
    seen.add(id(told))
    kept = [frame for frame in told.stack if not is_ours(frame)] or told.stack  # our own failure stays whole
    told.stack = traceback.StackSummary.from_list(kept)
    cut(told.__cause__, seen)
    cut(told.__context__, seen)


def report(error):
    told = traceback.TracebackException.from_exception(error)
    cut(told, set())
    text = "".join(told.format())
    if not text.startswith("Traceback"):
        text = "Traceback (most recent call last):\n" + text
    sys.stderr.write(text)
