"""What the environment that runs this holds, as JSON: its programs, packages and size."""
import json
import os
import sys
import sysconfig
from importlib.metadata import distributions

bin_folder = os.path.dirname(sys.executable)


def size(folder):
    files = total = 0
    for parent, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(parent, name)
            files += 1
            # A link takes no room of its own worth counting, and what it leads to lies elsewhere.
            if not os.path.islink(path):
                total += os.path.getsize(path)
    return {"files": files, "bytes": total}


def first_line(path):
    with open(path, "rb") as file:
        return file.readline(300)


def kind(path, name):
    low = name.lower()
    if low.startswith(("activate", "deactivate")):
        return "activator"
    if low.startswith("python") and not low.startswith("python-"):
        return "interpreter"
    if low.endswith(".exe") or b"python" in first_line(path) or first_line(path).startswith(b"#!"):
        return "script"
    return "other"


def owners():
    """By program, the package that brought it and, of its entry points, what it calls."""
    found = {}
    for dist in distributions():
        calls = {point.name: point.value for point in dist.entry_points if point.group == "console_scripts"}
        for file in dist.files or []:
            path = os.path.normpath(str(dist.locate_file(file)))
            if os.path.dirname(path) == bin_folder:
                name = os.path.basename(path)
                plain = name[:-4] if name.lower().endswith(".exe") else name
                found[name] = {"package": dist.metadata["Name"], "calls": calls.get(plain)}
    return found


def programs():
    brought = owners()
    for name in sorted(os.listdir(bin_folder)):
        path = os.path.join(bin_folder, name)
        if not os.path.isfile(path):
            continue
        link = os.readlink(path) if os.path.islink(path) else None
        yield {"name": name, "kind": kind(path, name), "link": link, **brought.get(name, {})}


paths = sysconfig.get_paths()
print(
    json.dumps(
        {
            "programs": list(programs()),
            "packages": {dist.metadata["Name"]: dist.version for dist in distributions()},
            "prefix": sys.prefix,
            "sitePackages": paths["purelib"],
            "library": paths["stdlib"],
            "searched": [path for path in sys.path if path.endswith(("site-packages", "dist-packages"))],
            **size(sys.prefix),
        }
    )
)
