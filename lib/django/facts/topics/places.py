"""Where things are written: the file, from the project's folder where it lies in it, and the line."""
import ast
import functools
import inspect
import os
import tokenize

from djlab_facts import folder

bases = {folder, os.path.realpath(folder)}


def shown(path):
    """A path from the project's folder, with forward slashes; an absolute path of anything that lies elsewhere."""
    path = os.path.abspath(str(path))
    for base in bases:
        start = os.path.join(base, "")
        if os.path.normcase(path).startswith(os.path.normcase(start)):
            return path[len(start) :].replace(os.sep, "/")
    return path


def unwrapped(thing):
    """What a decorator, a partial or a bound method stands for."""
    while True:
        if isinstance(thing, functools.partial):
            thing = thing.func
        elif hasattr(thing, "__wrapped__"):
            thing = thing.__wrapped__
        elif inspect.ismethod(thing):
            thing = thing.__func__
        else:
            return thing


def place(thing):
    """File and line of a class or function; of an instance, those of its class. None for what is no Python."""
    thing = unwrapped(thing)
    code = getattr(thing, "__code__", None)
    if code:
        return {"file": shown(code.co_filename), "line": code.co_firstlineno}
    kind = thing if inspect.isclass(thing) else type(thing)
    try:
        file = inspect.getsourcefile(kind)
    except TypeError:
        return None  # it is no Python
    line = file and (vars(kind).get("__firstlineno__") or class_lines(file).get(kind.__qualname__))
    return {"file": shown(file), "line": line} if line else None


@functools.cache
def class_lines(file):
    """The lines on which the classes of a file begin, by their qualified names. (Python 3.13 knows them itself.)"""
    with tokenize.open(file) as text:
        tree = ast.parse(text.read())
    found = {}

    def walk(body, prefix):
        for node in body:
            if isinstance(node, ast.ClassDef):
                found[prefix + node.name] = node.lineno
                walk(node.body, f"{prefix}{node.name}.")
            elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                walk(node.body, f"{prefix}{node.name}.<locals>.")
            else:
                for field in ("body", "handlers", "cases", "orelse", "finalbody"):
                    walk(getattr(node, field, []), prefix)

    walk(tree.body, "")
    return found


def dotted(thing):
    """The full name of a class or function."""
    thing = unwrapped(thing)
    if not hasattr(thing, "__qualname__"):
        thing = type(thing)
    return f"{thing.__module__}.{thing.__qualname__}"
