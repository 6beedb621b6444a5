"""The code behind an address."""
from djlab_facts.places import place, unwrapped


def view_facts(callback):
    """A class-based view is the class: its as_view() only wraps it."""
    view = getattr(callback, "view_class", None) or getattr(unwrapped(callback), "view_class", None)
    thing = view or unwrapped(callback)
    named = thing if hasattr(thing, "__qualname__") else type(thing)
    return {
        "name": named.__qualname__,
        "module": named.__module__,
        "kind": "class" if isinstance(named, type) else "function",
        **(place(thing) or {}),
    }
