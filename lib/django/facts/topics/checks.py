"""What Django's own checks find, for a topic that shows it."""
from django.core.checks import run_checks

levels = {10: "debug", 20: "info", 30: "warning", 40: "error", 50: "critical"}


def issue(found):
    return {
        "level": levels.get(found.level, str(found.level)),
        "id": found.id or "",
        "object": "" if found.obj is None else named(found.obj),
        "message": str(found.msg),
        "hint": str(found.hint or ""),
    }


def named(obj):
    """As `manage.py check` names it: a model by its label, anything else by its text."""
    label = getattr(getattr(obj, "_meta", None), "label", None)
    return label if isinstance(obj, type) and label else str(obj)


def issues(**options):
    """The gravest first; Django gives them in no order that it keeps to."""
    found = [one for one in run_checks(**options) if not one.is_silenced()]
    return [issue(one) for one in sorted(found, key=lambda one: (-one.level, one.id or "", str(one.msg)))]
