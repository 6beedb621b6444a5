/** `python -m venv`. */
import { run } from "../tools/command.js";
import type { CommandResult } from "../tools/result.js";
import type { Workspace } from "../tools/workspace.js";
import { Environment } from "./environment.js";
import type { Python } from "./interpreter.js";
import { mustClear } from "./stale.js";
import { venvDiagnosis } from "./venv-diagnosis.js";

/** An environment that this run made or renewed. */
export type MadeEnvironment = Environment & { readonly made: CommandResult };

/**
 * `python3 -m venv NAME`, really run. An environment that is there is renewed, its packages stay; one that
 * is half made, or whose Python is gone or another, is made anew (`--clear`).
 *
 * @throws EnvironmentNameTaken when the name belongs to something else
 * @throws FolderUnusable when nothing can be written there
 * @throws VenvMissing, ColonInPath, DiskFull, or another CommandFailed, when venv fails
 * @source https://docs.python.org/3/library/venv.html
 * @example (await venv(workspace, python, "env")).prefix === workspace.path("env") // true
 */
export async function venv(workspace: Workspace, python: Python, name: string): Promise<MadeEnvironment> {
  const clear = await mustClear(workspace, name, python);
  const argv = [...python.command, "-m", "venv", ...(clear ? ["--clear"] : []), name] as const;
  const diagnose = (result: CommandResult) => venvDiagnosis(result, { folder: workspace.folder, python });
  const make = () => run(argv, { cwd: workspace.folder, terminal: workspace, diagnose });
  const made = await workspace.making(name, make, { replace: clear });
  return Object.assign(await Environment.read(workspace, name, made), { made });
}
