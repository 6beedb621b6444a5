/** Names and paths that an edit is given, checked before anything is done with them. */
import { DjlabError } from "../../tools/errors.js";
import { OutsideProject } from "./refusals.js";

/** One name of Python's. Letters of any alphabet count, as they do in Python. */
const identifier = /^[\p{ID_Start}_][\p{ID_Continue}]{0,99}$/u;

/** Words of Python's own. */
const keywords = new Set(
  (
    "False None True and as assert async await break class continue def del elif else except finally for from " +
    "global if import in is lambda nonlocal not or pass raise return try while with yield"
  ).split(" "),
);

/**
 * The name of something that is written into a file of Python.
 *
 * @throws DjlabError when Python would not take it
 * @source https://docs.python.org/3/reference/lexical_analysis.html#keywords
 */
export function named(name: string, what: string): string {
  if (keywords.has(name)) {
    throw new DjlabError(`"${name}" cannot be the name of ${what}: it is a word of Python's own`, {
      // Not class_: Django takes no field that ends so.
      next: `Take another one, for instance my_${name.toLowerCase()}.`,
    });
  }
  return part(name, what);
}

function part(name: string, what: string): string {
  if (!identifier.test(name)) {
    throw new DjlabError(`"${name}" cannot be the name of ${what}`, {
      next: "Take letters, digits and _, with no digit at the beginning.",
    });
  }
  return name;
}

/** @throws DjlabError when it is not names with dots between them, as `polls.views.index` */
export function dotted(name: string, what: string): string {
  for (const each of name.split(".")) part(each, what);
  return name;
}

/** @throws DjlabError when it is not the name of a setting: those have capitals only */
export function setting(name: string): string {
  if (!/^[A-Z][A-Z0-9_]{0,99}$/.test(name)) {
    throw new DjlabError(`"${name}" cannot be the name of a setting`, {
      next: "Settings have capital letters, for instance DEBUG.",
    });
  }
  return name;
}

/** @throws OutsideProject when it is no path of a file below the project's folder */
export function inside(path: string): string {
  const parts = path.split("/");
  // Backslash, colon and NUL would mean something else on Windows, or nothing anywhere.
  const strange = /[\\:\0]/.test(path) || parts.some((part) => ["", ".", ".."].includes(part));
  if (strange) {
    throw new OutsideProject(`"${path}" is no path of a file in the project`, {
      path,
      next: "Give a path below its folder, with forward slashes, for instance mysite/urls.py",
    });
  }
  return path;
}
