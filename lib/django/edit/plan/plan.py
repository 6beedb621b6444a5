"""Plans edits of a Django project: says what its files would be, and writes none of them.

usage: python plan.py < JSON, which is {"folder": …, "steps": [[name of an edit, {argument: value}], …]}
"""
import base64
import importlib
import json
import sys
import warnings

from files import Files
from refused import Refused

# By file: only those that are needed are loaded, as Python compiles them anew each time.
EDITS = {
    "set": "settings_edits.set_value",
    "unset": "settings_edits.unset",
    "addTo": "settings_edits.add_to",
    "removeFrom": "settings_edits.remove_from",
    "addApp": "settings_edits.add_app",
    "removeApp": "settings_edits.remove_app",
    "addTemplateDir": "template_edits.add_template_dir",
    "addPath": "urls_edits.add_path",
    "removePath": "urls_edits.remove_path",
    "addCode": "code_edits.add_code",
    "addModel": "model_edits.add_model",
    "removeModel": "model_edits.remove_model",
    "addField": "model_edits.add_field",
    "removeField": "model_edits.remove_field",
    "register": "admin_edits.register",
    "write": "text_edits.write",
    "replace": "text_edits.replace",
    "check": "text_edits.check",
}


def edit(name):
    module, function = EDITS[name].split(".")
    return getattr(importlib.import_module(module), function)


def planned(folder, steps):
    files = Files(folder)
    words = [edit(name)(files, **arguments) for name, arguments in steps]
    return {"words": words, "files": [file_of(files, path) for path in files.changed()]}


def file_of(files, path):
    return {"path": path, "before": in_ascii(files.before[path]), "after": in_ascii(files.after[path])}


def in_ascii(content):
    return None if content is None else base64.b64encode(content).decode()


# A trial compile must not talk about the reader's code.
warnings.simplefilter("ignore")
try:
    answer = planned(**json.loads(sys.stdin.buffer.read()))
except Refused as refused:
    answer = {"refused": refused.answer}
print(json.dumps(answer))
