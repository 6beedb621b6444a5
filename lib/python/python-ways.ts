/** What one may type to start a Python here. */
import { existsSync, realpathSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { run } from "../tools/command.js";
import { CommandFailed } from "../tools/errors.js";
import { cleanVariables, searchPath } from "../tools/variables.js";
import { isProgram, type Machine, pythonsAt, toolPlaces } from "./python-places.js";

const plainNames = ["python3", "python"];
const numberedNames = ["python3.14", "python3.13", "python3.12", "python3.11", "python3.10"];

/** Program and options before its own. */
export type Typed = readonly [string, ...string[]];

export interface Way {
  command: Typed;
  /** The file that this starts, absolute, where it is known: perhaps a shim of pyenv's. */
  file?: string;
}

/**
 * Best first: a name where the first program on PATH has it, then numbered names, then what Windows' launcher
 * knows, then full paths of what is hidden behind others on PATH, then of what tools keep elsewhere.
 */
export async function* waysToPython(machine: Machine): AsyncGenerator<Way> {
  const named = [...plainNames, ...numberedNames].map((name) => ({ name, files: onPath(name, machine) }));
  for (const { name, files } of named) if (files[0]) yield { command: [name], file: files[0] };
  if (machine.platform === "win32") yield* knownToLauncher();
  for (const { files } of named) for (const file of files.slice(1)) yield { command: [file], file };
  for (const place of toolPlaces(machine)) {
    for (const file of pythonsAt(place)) yield { command: [file], file };
  }
}

function onPath(name: string, { platform, variables }: Machine): string[] {
  const folders = new Set(searchPath(cleanVariables(variables)));
  return [...folders]
    .map((folder) => join(folder, platform === "win32" ? `${name}.exe` : name))
    .filter(isProgram);
}

/** Lines of `py -0p` are like ` -V:3.12 *  C:\…\python.exe`. */
async function* knownToLauncher(): AsyncGenerator<Way> {
  try {
    const { stdout } = await run(["py", "-0p"], { cwd: process.cwd(), show: false, timeout: 20_000 });
    yield* inLauncherList(stdout);
  } catch (error) {
    if (!(error instanceof CommandFailed)) throw error; // Windows without the launcher knows of none
  }
}

/** @param list what `py -0p` prints */
export function inLauncherList(list: string): Way[] {
  return [...list.matchAll(/^\s*-(?:V:)?(3\.\d+)(?:-\d+)?[ *]*([A-Z]:.*?)?\s*$/gm)].map(
    ([, version, file]): Way => ({ command: ["py", `-${version}`], ...(file && { file }) }),
  );
}

/** Without those that start the same file as an earlier one, as far as the disk tells. */
export function distinctWays(ways: readonly Way[]): Way[] {
  const seen = new Set<string>();
  return ways.filter(({ command, file }) => {
    const key = file === undefined ? command.join(" ") : identity(file);
    return !seen.has(key) && seen.add(key);
  });
}

/**
 * A virtual environment's link leads to a Python outside, but is one of its own; one program may stand for
 * many names (a tool that makes its shims as links to itself).
 */
function identity(file: string): string {
  if (!existsSync(file)) return file;
  const real = realpathSync(file);
  const isPython = /^python/i.test(basename(real));
  return isPython && !existsSync(join(dirname(dirname(file)), "pyvenv.cfg")) ? real : file;
}
