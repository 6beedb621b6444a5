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


class Steps:
    """
    What is made piece by piece, as one step. It begins with the first piece, inside of what asks for that; others
    are inside of it only while a piece is made, and the time between pieces is not its own.
    """

    def __init__(self, step, pieces):
        self._step = step
        self._pieces = pieces
        self._before = None
        self._since = None

    def __enter__(self):
        now = self._step.trace.now()
        if self._since is None:
            self._step.parent = current() or self._step.parent
            self._step.trace.steps.append(self._step)
            self._step.start = now
        self._since = now
        self._before = enter(self._step)

    def __exit__(self, kind, error, traceback):
        self._step.seconds += self._step.trace.now() - self._since
        enter(self._before)
        if error is not None and not isinstance(error, (StopIteration, StopAsyncIteration)):
            self._step.error = error
        return False

    def __iter__(self):
        return self

    def __next__(self):
        with self:
            return next(self._pieces)

    def close(self):
        self._pieces.close()

    def __aiter__(self):
        return self

    async def __anext__(self):
        with self:
            return await anext(self._pieces)

    async def aclose(self):
        await self._pieces.aclose()


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
