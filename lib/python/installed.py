"""What is installed in the environment that runs this, as JSON: each distribution and where its files are."""
import json
import os
import sys
from importlib.metadata import distributions


def describe(dist):
    files = [str(dist.locate_file(path)) for path in dist.files or []]
    files = [os.path.normpath(path) for path in files if os.path.isfile(path)]
    scripts = os.path.dirname(sys.executable)
    return {
        "name": dist.metadata["Name"],
        "version": dist.version,
        "summary": dist.metadata["Summary"] or "",
        "requiresPython": dist.metadata["Requires-Python"] or "",
        "requires": dist.requires or [],
        "folder": os.path.normpath(str(dist.locate_file(""))),
        "files": len(files),
        "bytes": sum(os.path.getsize(path) for path in files),
        "programs": sorted(path for path in files if os.path.dirname(path) == scripts),
    }


print(json.dumps([describe(dist) for dist in distributions()]))
