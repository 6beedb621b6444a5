/** What lies where an environment is to be made. */
import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { DjlabError } from "../tools/errors.js";
import type { Workspace } from "../tools/workspace.js";
import { programsFolder } from "./environment.js";
import type { Python } from "./python.js";
import { readConfig } from "./pyvenv-config.js";

/**
 * Whether what has the name must be emptied first: it is half made, or its Python is gone or another one.
 *
 * @throws DjlabError when it is no environment: then it is not ours to empty
 */
export async function mustClear(workspace: Workspace, name: string, python: Python): Promise<boolean> {
  const folder = workspace.path(name);
  if (workspace.isHalfMade(name)) return true;
  if (!existsSync(folder) || (await readdir(folder)).length === 0) return false;
  const config = await readConfig(folder);
  if (!config) {
    throw new DjlabError(`There is something else with the name ${name} already: ${folder}`, {
      next: "Move it away, or take another name for the environment.",
    });
  }
  const minor = (version = "") => version.split(".").slice(0, 2).join(".");
  const same = minor(config.version ?? config.version_info) === minor(python.version);
  const program = join(folder, programsFolder, process.platform === "win32" ? "python.exe" : "python");
  // existsSync follows links: false for one whose Python was uninstalled.
  return !same || !existsSync(config.home ?? "") || !existsSync(program);
}
