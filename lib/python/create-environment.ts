/** Virtual environments, by whichever maker. */
import type { Workspace } from "../tools/workspace.js";
import type { Python } from "./interpreter.js";
import { type UvOptions, uvVenv } from "./uv.js";
import { type MadeEnvironment, venv } from "./venv.js";
import { virtualenv } from "./virtualenv.js";

type Make = (
  workspace: Workspace,
  python: Python,
  name: string,
  options: UvOptions,
) => Promise<MadeEnvironment>;

/** All of them take the same and return the same, so that they can be compared. */
export const makers = {
  venv: (workspace, python, name) => venv(workspace, python, name),
  virtualenv: (workspace, python, name) => virtualenv(workspace, python, name),
  uv: uvVenv,
} as const satisfies Record<string, Make>;

export type MakerName = keyof typeof makers;

export interface CreateOptions extends UvOptions {
  /** `venv`, which comes with Python, unless said. */
  by?: MakerName;
}

/**
 * Makes a virtual environment in the workspace.
 *
 * @throws CommandFailed when the maker fails; ProgramMissing when it is `uv` and there is none
 * @source PEP 405
 * @example (await createEnvironment(workspace, python, "other", { by: "virtualenv" })).name // other
 */
export async function createEnvironment(
  workspace: Workspace,
  python: Python,
  name: string,
  { by = "venv", ...options }: CreateOptions = {},
): Promise<MadeEnvironment> {
  return (makers[by] as Make)(workspace, python, name, options);
}
