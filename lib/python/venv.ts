/** `python -m venv`. */
import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { run } from "../tools/command.js";
import { CommandFailed, DjlabError } from "../tools/errors.js";
import type { Diagnosis } from "../tools/failures.js";
import type { CommandResult } from "../tools/result.js";
import type { Workspace } from "../tools/workspace.js";
import { Environment, programsFolder } from "./environment.js";
import type { Python } from "./python.js";
import { readConfig } from "./pyvenv-config.js";

/** An environment that this run made or renewed. */
export type MadeEnvironment = Environment & { readonly made: CommandResult };

/**
 * `python3 -m venv NAME`, really run. An environment that is there is renewed, its packages stay; one that
 * is half made, or whose Python is gone or another, is made anew (`--clear`).
 *
 * @throws DjlabError when the name is taken by something else
 * @throws CommandFailed when venv fails
 * @source https://docs.python.org/3/library/venv.html
 */
export async function venv(workspace: Workspace, python: Python, name: string): Promise<MadeEnvironment> {
  const clear = workspace.isHalfMade(name) || (await isStale(workspace.path(name), name, python));
  const argv = [...python.command, "-m", "venv", ...(clear ? ["--clear"] : []), name] as const;
  const make = () => run(argv, { cwd: workspace.folder, terminal: workspace, diagnose: venvDiagnosis });
  const made = await workspace.making(name, make, { replace: clear });
  return Object.assign(await Environment.read(workspace, name, made), { made });
}

/** Whether what has the name cannot be renewed. */
async function isStale(folder: string, name: string, python: Python): Promise<boolean> {
  if (!existsSync(folder) || (await readdir(folder)).length === 0) return false;
  const config = await readConfig(folder);
  if (!config) {
    throw new DjlabError(`There is something else with the name ${name} already: ${folder}`, {
      next: "Move it away, or take another name for the environment.",
    });
  }
  const minor = (version = "") => version.split(".").slice(0, 2).join(".");
  const same = minor(config.version ?? config.version_info) === minor(python.version);
  // existsSync follows links: false for one whose Python was uninstalled.
  return !same || !existsSync(config.home ?? "") || !(await hasProgram(folder));
}

async function hasProgram(folder: string): Promise<boolean> {
  const name = process.platform === "win32" ? "python.exe" : "python";
  return existsSync(join(folder, programsFolder, name));
}

/** Python comes without the parts that make environments: Debian packs them apart. */
export class VenvMissing extends CommandFailed {}

function venvDiagnosis({ stdout, stderr }: CommandResult): Diagnosis | undefined {
  const words = stdout + stderr;
  if (/ensurepip is not available|No module named '?venv/.test(words)) {
    const package_ = /apt install (\S+)/.exec(words)?.[1] ?? "python3-venv";
    return {
      type: VenvMissing,
      reason: "failed: this Python comes without what makes environments",
      next: `Type: sudo apt install ${package_}`,
    };
  }
  if (/contains the PATH separator|Refusing to create/i.test(words)) {
    return {
      type: CommandFailed,
      reason: "failed: an environment cannot be in a folder whose path has a colon in it",
      next: "Move the course to another folder.",
    };
  }
  return undefined;
}
