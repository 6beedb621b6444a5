"""The steps of one request: what happened, where, when, and inside what."""
import contextvars
import functools
import time

from asgiref.sync import iscoroutinefunction

# Tasks and threads that asgiref makes for async views get a copy: a step's children find it there, too.
_current = contextvars.ContextVar("djlab_step", default=None)


class Trace:
    """One request. `project` says which files are the reader's, `secrets` what may not be told."""

    def __init__(self, project, secrets):
        self.project = project
        self.secrets = secrets
        self.steps = []
        self.began = time.perf_counter()

    def now(self):
        return time.perf_counter() - self.began


class Step:
    """A context manager; while it is open, steps that begin in the same context are inside of it."""

    __slots__ = ("trace", "parent", "kind", "name", "place", "facts", "start", "seconds", "error")

    def __init__(self, trace, parent, kind, name, place, facts):
        self.trace = trace
        self.parent = parent
        self.kind = kind
        self.name = name
        self.place = place
        self.facts = facts
        self.start = 0.0
        self.seconds = 0.0
        self.error = None

    def __enter__(self):
        self.trace.steps.append(self)
        _current.set(self)
        self.start = self.trace.now()
        return self

    def __exit__(self, kind, error, traceback):
        self.seconds = self.trace.now() - self.start
        _current.set(self.parent)
        if error is not None:
            self.error = error
        return False

    def ancestors(self):
        """Itself, and the steps that it is inside of, innermost first."""
        step = self
        while step is not None:
            yield step
            step = step.parent


class _Untraced:
    """Stands for a step where no request is being followed."""

    def __enter__(self):
        return None

    def __exit__(self, *_):
        return False


_untraced = _Untraced()


def current():
    return _current.get()


def enter(step):
    """Makes a step the one that others are inside of; returns the one before."""
    before = _current.get()
    _current.set(step)
    return before


def step(kind, name, place=None, **facts):
    """A step inside of the current one. `place` is a file and a line."""
    parent = _current.get()
    if parent is None:
        return _untraced
    return Step(parent.trace, parent, kind, name, place, facts)


def traced(function, kind, name, place, **facts):
    """The function, sync or async, as a step."""
    if iscoroutinefunction(function):

        async def wrapper(*args, **kwargs):
            with step(kind, name, place, isAsync=True, **facts):
                return await function(*args, **kwargs)

    else:

        def wrapper(*args, **kwargs):
            with step(kind, name, place, **facts):
                return function(*args, **kwargs)

    return functools.update_wrapper(wrapper, function)
