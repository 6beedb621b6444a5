/** Names and paths that an edit is given, checked before anything is done with them. */
import { DjlabError } from "../../tools/errors.js";
import { OutsideProject } from "./refusals.js";

/** One name of Python's. Letters of any alphabet count, as they do in Python. */
const identifier = /^[\p{ID_Start}_][\p{ID_Continue}]{0,99}$/u;

/** @throws DjlabError when Python would not take it as a name */
export function named(name: string, what: string): string {
  if (!identifier.test(name)) {
    throw new DjlabError(`"${name}" cannot be the name of ${what}`, {
      next: "Take letters, digits and _, with no digit at the beginning.",
    });
  }
  return name;
}

/** @throws DjlabError when it is not names with dots between them, as `polls.views.index` */
export function dotted(name: string, what: string): string {
  for (const part of name.split(".")) named(part, what);
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
