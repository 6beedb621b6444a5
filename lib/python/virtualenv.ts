/** virtualenv. */
import { run } from "../tools/command.js";
import { CommandFailed } from "../tools/errors.js";
import type { Diagnosis } from "../tools/failures.js";
import type { CommandResult } from "../tools/result.js";
import type { Workspace } from "../tools/workspace.js";
import { Environment } from "./environment.js";
import type { Python } from "./interpreter.js";
import { mustClear } from "./stale.js";
import { findTool } from "./tool.js";
import type { MadeEnvironment } from "./venv.js";

/** virtualenv could not use the Python that it was given. */
export class PythonNotFound extends CommandFailed {}

/**
 * `virtualenv NAME`, really run: as `venv` does, from wheels of pip that virtualenv brings along, so without a
 * network, and where Python comes without ensurepip, too. Where virtualenv is missing, it is put into an
 * environment of its own first.
 *
 * @throws DjlabError when the name is taken by something else; CommandFailed when virtualenv fails
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
  const make = () => run(argv, { cwd: workspace.folder, terminal: workspace, diagnose });
  const made = await workspace.making(name, make, { replace: clear });
  return Object.assign(await Environment.read(workspace, name, made), { made });
}

function diagnose({ stdout, stderr }: CommandResult): Diagnosis | undefined {
  if (!/failed to find interpreter|could not find.*interpreter/i.test(stdout + stderr)) return undefined;
  return {
    type: PythonNotFound,
    reason: "failed: virtualenv cannot use that Python",
    next: "Look at findPythons() for those that are here, and take one that is not too old.",
  };
}
