"""What a Python says about itself, as JSON. Runs on every Python, also on those too old for the course."""
import json
import os
import sys

try:
    from importlib.util import find_spec
except ImportError:  # Python 2
    find_spec = None

# By module, what it needs of libraries that a build of Python may lack.
NEEDED = [("venv", None), ("ensurepip", None), ("sqlite3", "_sqlite3"), ("ssl", "_ssl")]


def has(module, part=None):
    """Importing venv and ensurepip takes longer than all else: these are only looked for, as they cannot be broken."""
    try:
        if find_spec and not part:
            return find_spec(module) is not None
        __import__(part or module)
        return True
    except ImportError:
        return False


def stdlib():
    return os.path.dirname(os.path.abspath(os.__file__))


prefix = os.path.abspath(sys.prefix)
base_prefix = os.path.abspath(getattr(sys, "base_prefix", sys.prefix))
print(
    json.dumps(
        {
            "executable": sys.executable,
            "file": os.path.realpath(sys.executable),
            "version": ".".join(str(part) for part in sys.version_info[:3]),
            "prefix": prefix,
            "basePrefix": base_prefix,
            "standardLibrary": stdlib(),
            # PEP 668: this mark asks pip to keep out, except in virtual environments.
            "externallyManaged": prefix == base_prefix
            and os.path.exists(os.path.join(stdlib(), "EXTERNALLY-MANAGED")),
            "missing": [name for name, part in NEEDED if not has(name, part)],
            "sitePackages": [path for path in sys.path if path.endswith(("site-packages", "dist-packages"))],
        }
    )
)
