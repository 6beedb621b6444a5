/** virtualenv, pipenv and uv: the reader's own where there is one, else one in an environment of its own. */
import { accessSync, constants } from "node:fs";
import { join, relative } from "node:path";
import { run } from "../tools/command.js";
import { CommandFailed } from "../tools/errors.js";
import { cleanVariables, searchPath } from "../tools/variables.js";
import type { Workspace } from "../tools/workspace.js";
import { programsFolder } from "./environment.js";
import type { Python } from "./interpreter.js";
import type { ToolName } from "./pinned-tools.js";
import { toolsEnvironment, toolsPython } from "./tools-environment.js";

/** The words that start a tool from a folder, absolute. */
export type Starts = (folder: string) => readonly [program: string, ...rest: string[]];

/**
 * A tool as it can be started here; fetched when it is missing.
 *
 * @throws NetworkFailed and the other failures of pip, when it is fetched
 */
export async function findTool(workspace: Workspace, python: Python, tool: ToolName): Promise<Starts> {
  if (await onPath(tool)) return () => [tool];
  const place = await toolsEnvironment(workspace, python, tool);
  const program = tool === "uv" ? join(place, programsFolder, "uv") : toolsPython(place);
  // uv's program is no script: it works wherever it lies.
  return (folder) => [relative(folder, program), ...(tool === "uv" ? [] : ["-m", tool])];
}

/** Whether typing its name starts it: a name may be there that starts nothing, as pyenv leaves behind. */
export async function onPath(
  tool: ToolName,
  path: readonly string[] = searchPath(cleanVariables()),
  platform: NodeJS.Platform = process.platform,
): Promise<boolean> {
  const file = platform === "win32" ? `${tool}.exe` : tool;
  const found = path.map((folder) => join(folder, file)).find(isProgram);
  if (!found) return false;
  try {
    await run([found, "--version"], { cwd: process.cwd(), show: false, timeout: 20_000 });
    return true;
  } catch (error) {
    if (error instanceof CommandFailed) return false;
    throw error;
  }
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
