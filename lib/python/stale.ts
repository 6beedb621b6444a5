/** What lies where an environment is to be made. */
import { existsSync } from "node:fs";
import { lstat, readdir } from "node:fs/promises";
import { DjlabError } from "../tools/errors.js";
import type { Workspace } from "../tools/workspace.js";
import type { Python } from "./interpreter.js";
import { interpreterIn } from "./layout.js";
import { readConfig } from "./pyvenv-config.js";

/** The name that an environment was to get belongs to something else, which is left alone. */
export class EnvironmentNameTaken extends DjlabError {}

/**
 * Whether what has the name must be emptied first: it is half made, or its Python is gone or another one.
 *
 * @throws EnvironmentNameTaken when it is no environment, or a link to one: then it is not ours to empty
 */
export async function mustClear(workspace: Workspace, name: string, python: Python): Promise<boolean> {
  const folder = workspace.path(name);
  const what = await lstat(folder).catch(() => undefined);
  if (what?.isSymbolicLink()) {
    throw new EnvironmentNameTaken(`${name} is a link: what it leads to would be changed`, {
      next: "Remove the link, or take another name for the environment.",
    });
  }
  if (workspace.isHalfMade(name)) return true;
  if (!existsSync(folder) || (await isEmptyFolder(folder))) return false;
  const config = await readConfig(folder);
  if (!config) {
    throw new EnvironmentNameTaken(`There is something else with the name ${name} already`, {
      next: "Move that away, or take another name for the environment.",
    });
  }
  const minor = (version = "") => version.split(".").slice(0, 2).join(".");
  const same = minor(config.version ?? config.version_info) === minor(python.version);
  // existsSync follows links: false for one whose Python was uninstalled.
  return !same || !existsSync(config.home ?? "") || !existsSync(interpreterIn(folder));
}

async function isEmptyFolder(path: string): Promise<boolean> {
  return (await lstat(path)).isDirectory() && (await readdir(path)).length === 0;
}
