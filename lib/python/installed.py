"""
What is installed for the Python that runs this, as JSON: what each package says of itself. With names as
arguments, those packages alone, and where their files are; with --files alone, all of them so.

Reads what installers leave behind without importlib.metadata: importing that takes longer than all of this.
"""
import json
import os
import sys

ONE = {"Name": "name", "Version": "version", "Summary": "summary", "Requires-Python": "requiresPython"}
EXAMPLES = 5


def normalised(name):
    for mark in "_.":
        name = name.replace(mark, "-")
    return "-".join(part for part in name.lower().split("-") if part)


def is_half(record, folder):
    """In an environment's own folder: installers write INSTALLER there when all files of a package are."""
    is_own = sys.prefix != sys.base_prefix and folder.startswith(sys.prefix + os.sep)
    return is_own and record.endswith(".dist-info") and not os.path.exists(os.path.join(record, "INSTALLER"))


def described(record, folder):
    """The headers of METADATA (PKG-INFO of old installers); None for what an interrupted install left."""
    if is_half(record, folder):
        return None
    found = {"name": "", "version": "", "summary": "", "requiresPython": "", "requires": [], "folder": folder}
    for name in ("METADATA", "PKG-INFO", ""):
        try:
            with open(os.path.join(record, name) if name else record, encoding="utf-8", errors="replace") as file:
                for line in file:
                    key, _, value = line.partition(": ")
                    if key in ONE:
                        found[ONE[key]] = value.strip()
                    elif key == "Requires-Dist":
                        found["requires"].append(value.strip())
                    elif not line.strip():
                        break
            break
        except OSError:
            continue
    return found if found["name"] else None


def installed():
    """By normalised name, the first on sys.path: the one that an import would find."""
    here = os.path.dirname(os.path.abspath(__file__))
    packages = {}
    for folder in sys.path:
        if folder == here or not os.path.isdir(folder):
            continue
        for entry in sorted(os.listdir(folder)):
            if entry.endswith((".dist-info", ".egg-info")):
                record = os.path.join(folder, entry)
                one = described(record, os.path.normpath(folder))
                if one:
                    packages.setdefault(normalised(one["name"]), (one, record))
    return packages


def paths(record, folder):
    """The paths in RECORD: lines of path, hash and size; a path with a comma in it is quoted."""
    try:
        with open(os.path.join(record, "RECORD"), encoding="utf-8") as file:
            lines = [line.rstrip("\n") for line in file]
    except OSError:
        return
    for line in lines:
        path = line.rsplit(",", 2)[0]
        if path.startswith('"'):
            path = path[1:-1].replace('""', '"')
        if path:
            yield os.path.normpath(os.path.join(folder, path))


def with_files(one, record):
    folder = one["folder"]
    scripts = os.path.dirname(sys.executable)
    kinds = {}
    programs = []
    for path in paths(record, folder):
        try:
            size = os.stat(path).st_size
        except OSError:
            continue
        if os.path.dirname(path) == scripts:
            kind, base = "programs", scripts
            programs.append(path)
        elif path.startswith(record + os.sep):
            kind, base = "metadata", record
        elif path.startswith(folder + os.sep):
            kind, base = "modules", folder
        else:
            kind, base = "other", sys.prefix
        group = kinds.setdefault(kind, {"kind": kind, "folder": base, "files": 0, "bytes": 0, "examples": []})
        group["files"] += 1
        group["bytes"] += size
        if len(group["examples"]) < EXAMPLES and not path.endswith(".pyc"):
            group["examples"].append(path)
    one["kinds"] = list(kinds.values())
    one["files"] = sum(group["files"] for group in one["kinds"])
    one["bytes"] = sum(group["bytes"] for group in one["kinds"])
    one["programs"] = sorted(programs)
    return one


asked = [normalised(name) for name in sys.argv[1:] if name != "--files"]
answer = []
for name, (one, record) in sorted(installed().items()):
    if not sys.argv[1:]:
        answer.append(one)
    elif not asked or name in asked:
        answer.append(with_files(one, record))
json.dump(answer, sys.stdout)
