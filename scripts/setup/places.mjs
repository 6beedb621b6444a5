/** Where things lie in this clone. */
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

export const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
export const windows = process.platform === "win32";
/** A path of this clone. */
export const at = (...parts) => join(root, ...parts);
/** The interpreter of the private environment. */
export const venvPython = at(".venv", windows ? "Scripts/python.exe" : "bin/python");
