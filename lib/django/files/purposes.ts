/** What the files of a Django project are for, in one line each. */

const purposes: [pattern: RegExp, purpose: string][] = [
  [/^manage\.py$/, "runs Django's commands for this project"],
  [/^db\.sqlite3$/, "the database: one file, which Django made as soon as it needed one"],
  [/(^|\/)__pycache__\/$/, "copies that Python made to start faster; may be deleted"],
  [/(^|\/)__init__\.py$/, "empty; its being here makes the folder a Python package"],
  [/(^|\/)settings\.py$/, "the configuration: which apps, which database, which switches"],
  [/(^|\/)urls\.py$/, "which address leads to which code"],
  [/(^|\/)wsgi\.py$/, "the door for web servers that speak WSGI"],
  [/(^|\/)asgi\.py$/, "the door for web servers that speak ASGI"],
  [/^[^/]+\/$/, "the project package: Python code that is the project's configuration"],
];

/**
 * What a path in a project is for; empty when it is the reader's own.
 *
 * @param path from the project's folder, with forward slashes, folders with one at the end
 */
export function purposeOf(path: string, isPackage: boolean): string {
  const found = purposes.find(([pattern]) => pattern.test(path))?.[1] ?? "";
  return /^[^/]+\/$/.test(path) && !isPackage && !path.startsWith("__") ? "" : found;
}
