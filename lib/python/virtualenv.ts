/** virtualenv. */
import { run } from "../tools/command.js";
import type { Workspace } from "../tools/workspace.js";
import { Environment } from "./environment.js";
import type { Python } from "./interpreter.js";
import { pythonNotFound } from "./python-not-found.js";
import { mustClear } from "./stale.js";
import { findTool } from "./tool.js";
import type { MadeEnvironment } from "./venv.js";

/**
 * `virtualenv NAME`, really run: as `venv` does, from wheels of pip that virtualenv brings along, so without a
 * network, and where Python comes without ensurepip, too. Where virtualenv is missing, it is put into an
 * environment of its own first.
 *
 * @throws EnvironmentNameTaken when the name belongs to something else
 * @throws PythonNotFound, or another CommandFailed, when virtualenv fails
 * @source https://virtualenv.pypa.io/en/latest/cli_interface.html
 * @example (await virtualenv(workspace, python, "quick")).name // quick
 */
export async function virtualenv(
  workspace: Workspace,
  python: Python,
  name: string,
): Promise<MadeEnvironment> {
  const clear = await mustClear(workspace, name, python);
  const starts = await findTool(workspace, python, "virtualenv");
  // Its look for newer wheels once in a while would be a process that outlives this one.
  const options = ["--no-periodic-update", ...(clear ? ["--clear"] : [])];
  const argv = [...starts(workspace.folder), "--python", python.facts.executable, ...options, name] as const;
  const make = () => run(argv, { cwd: workspace.folder, terminal: workspace, diagnose: pythonNotFound });
  const made = await workspace.making(name, make, { replace: clear });
  return Object.assign(await Environment.read(workspace, name, made), { made });
}
