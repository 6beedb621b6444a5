"""Values of Python as JSON can hold them."""
import inspect
import math
import os
import re
from datetime import date, time, timedelta
from decimal import Decimal
from uuid import UUID

from django.utils.functional import Promise

longest = 2000


def python_text(value):
    """What Python writes for a value, without addresses in memory, and not without end."""
    try:
        text = re.sub(r" at 0x[0-9a-fA-F]+", "", repr(value))
    except Exception:
        text = f"<{type(value).__name__}>"
    return text if len(text) <= longest else text[:longest] + "…"


def plain(value):
    if value is None or isinstance(value, (bool, str)):
        return value
    if isinstance(value, int):
        return int(value) if abs(value) < 2**53 else str(value)
    if isinstance(value, float):
        return float(value) if math.isfinite(value) else repr(value)
    if isinstance(value, (Promise, os.PathLike, UUID, Decimal, date, time, timedelta)):
        return str(value)
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, (set, frozenset)):
        return sorted((plain(item) for item in value), key=str)
    if inspect.isclass(value) or inspect.isroutine(value):
        return f"{value.__module__}.{value.__qualname__}"
    return python_text(value)
