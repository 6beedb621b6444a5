/** Where things lie in djlab's own folder (a clone, or an installed package). */
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder that holds package.json, `.venv/`, `.djlab/` and `notebooks/`. */
export const packageRoot = resolve(dirname(fileURLToPath(import.meta.url)), "../..");

/** The interpreter of the private environment of JupyterLab. */
export const venvPython = (root: string) =>
  join(root, ".venv", process.platform === "win32" ? "Scripts/python.exe" : "bin/python");
