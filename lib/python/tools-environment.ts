/** Environments of their own for tools that are missing: never the reader's Python, never a project's environment. */
import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { type Arguments, run } from "../tools/command.js";
import { CommandFailed } from "../tools/errors.js";
import { machinery } from "../tools/machinery.js";
import type { Workspace } from "../tools/workspace.js";
import { programsFolder } from "./environment.js";
import { packagesOf } from "./installed.js";
import { isAtLeast, type Python } from "./interpreter.js";
import { pinnedTools, type ToolName } from "./pinned-tools.js";
import { pipDiagnosis } from "./pip-diagnosis.js";
import { placesToLook } from "./wheels.js";

/** Where tools are kept: in the nearest `.djlab` on the way up, else in the workspace. Absolute. */
export function toolsFolder(workspace: Workspace): string {
  return join(machinery(workspace.folder), "tools");
}

/**
 * The environment of a tool, made at the first time and found at the next; one that does not work any more
 * (its Python is gone, files are missing) is made anew.
 *
 * It is made under a name of its own and renamed when it is whole, so whoever finds it finds it whole: two
 * programs at once make two, and the second to finish takes the first one's. A rename breaks the commands in
 * `bin`, which name their interpreter by its old path; `python -m TOOL` goes on working.
 *
 * @returns its folder, absolute
 * @throws NetworkFailed and the other failures of pip
 */
export async function toolsEnvironment(
  workspace: Workspace,
  python: Python,
  tool: ToolName,
): Promise<string> {
  const tools = toolsFolder(workspace);
  const place = join(tools, `${tool}-${pinnedTools[tool]}`);
  if (await isWhole(place, tool)) return place;

  await mkdir(tools, { recursive: true });
  await removeUnfinished(tools);
  say(workspace, tool, place);
  const making = join(tools, `.making-${process.pid}-${randomUUID()}`);
  try {
    await make(workspace, python, tool, making);
    await put(making, place, () => isWhole(place, tool));
  } finally {
    await rm(making, { recursive: true, force: true, maxRetries: 5 });
  }
  return place;
}

/** The interpreter of such an environment, absolute. */
export function toolsPython(place: string): string {
  return join(place, programsFolder, process.platform === "win32" ? "python.exe" : "python");
}

async function isWhole(place: string, tool: ToolName): Promise<boolean> {
  if (!existsSync(toolsPython(place))) return false; // false also for a link to a Python that is gone
  try {
    await run([toolsPython(place), "-Es", "-c", `import ${tool}`], { cwd: place, show: false });
    return true;
  } catch (error) {
    if (error instanceof CommandFailed) return false;
    throw error;
  }
}

async function make(workspace: Workspace, python: Python, tool: ToolName, making: string): Promise<void> {
  const quietly = { cwd: workspace.folder, show: false };
  const lent = await pipToLend(python, workspace);
  await run([...python.command, "-m", "venv", ...(lent ? ["--without-pip"] : []), making], quietly);
  const own = [toolsPython(making), "-m", "pip"] as const;
  const pip = lent ? ([...lent, "--python", toolsPython(making)] as const) : own;
  const asked = `${tool}==${pinnedTools[tool]}`;
  const places = await placesToLook(workspace, pip, [asked]);
  await run([...pip, "install", ...places, asked], {
    ...quietly,
    diagnose: ({ stdout, stderr }) => pipDiagnosis(stdout + stderr, [asked], python.version),
  });
}

/** The Python's own pip can install elsewhere, from 22.3 on: then the environment needs none, which saves seconds. */
async function pipToLend(python: Python, workspace: Workspace): Promise<Arguments | undefined> {
  const packages = await packagesOf(python.facts.executable, workspace.folder);
  const pip = packages.find(({ name }) => name === "pip");
  return pip && isAtLeast(pip.version, "22.3") ? [...python.command, "-m", "pip"] : undefined;
}

/** A rename onto a folder that is there fails: then it is another program's, or a broken one that is moved away. */
async function put(making: string, place: string, isGood: () => Promise<boolean>): Promise<void> {
  const broken = `${making}-old`;
  try {
    if (existsSync(place) && !(await isGood())) await rename(place, broken);
    await rename(making, place);
  } catch (error) {
    if (!(await isGood())) throw error;
  } finally {
    await rm(broken, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** What programs left that were killed while they made one. */
async function removeUnfinished(tools: string): Promise<void> {
  for (const name of await readdir(tools)) {
    const maker = /^\.making-(\d+)-/.exec(name)?.[1];
    if (maker === undefined || isRunning(Number(maker))) continue;
    await rm(join(tools, name), { recursive: true, force: true, maxRetries: 5 });
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** One line, since this takes a while and puts something on the reader's disk. */
function say(workspace: Workspace, tool: ToolName, place: string): void {
  const folder = workspace.shown(place);
  process.stdout.write(
    `${tool} is not on PATH: ${tool} ${pinnedTools[tool]} is put into ${folder}, once, and nowhere else. By yourself you would type: pipx install ${tool}\n`,
  );
}
