"""Edits of the setting TEMPLATES: the folders in which Django looks for templates."""
import ast

from lists import with_item
from literals import Literals
from refused import no_place
from settings_edits import lists, where
from settings_files import makers, own_bindings
from statements import same


def add_template_dir(files, folder):
    found = lists(files, "TEMPLATES")
    for listed in found:
        directories = template_dirs(listed)
        if directories is not None:
            return with_template_dir(files, listed.source, directories, folder)
    source = found[0].source
    raise no_place(source, f"TEMPLATES in {source.path} has no list DIRS", "Write it by hand, in the editor.")


def with_template_dir(files, source, directories, folder):
    text = folder_expression(files, source, folder)
    item = ast.parse(text, mode="eval").body
    if any(same(each, item) for each in directories.elts):
        return f"{folder} is in DIRS of TEMPLATES already"
    files.put(with_item(source, directories, len(directories.elts), text))
    return f"{folder} is added to DIRS of TEMPLATES{where(files, source)}"


def template_dirs(listed):
    for _, _, item in listed.items():
        if isinstance(item, ast.Dict):
            for key, value in zip(item.keys, item.values):
                if isinstance(key, ast.Constant) and key.value == "DIRS" and isinstance(value, ast.List):
                    return value
    return None


def folder_expression(files, source, folder):
    """As this project writes its paths: with the BASE_DIR that the file has, or takes from another one."""
    maker = makers(files, "BASE_DIR", source)[-1]
    found = own_bindings(files, maker, "BASE_DIR")
    text = Literals(source).string(folder)
    if not found:
        raise no_place(source, f"{source.path} has no BASE_DIR", "Give it one, as startproject does.")
    return f"os.path.join(BASE_DIR, {text})" if "os.path" in maker.of(found[-1].statement) else f"BASE_DIR / {text}"
