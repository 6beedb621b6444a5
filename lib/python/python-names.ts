/** The names under which a terminal finds Pythons. */
import { accessSync, constants, existsSync, readdirSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { run } from "../tools/command.js";
import { CommandFailed } from "../tools/errors.js";
import { cleanVariables, searchPath } from "../tools/variables.js";

const plainNames = ["python3", "python"];
const numberedNames = ["python3.14", "python3.13", "python3.12", "python3.11", "python3.10"];

type Typed = readonly [string, ...string[]];

/**
 * What one may type to start a Python here, best first: a name where the first program on PATH has it,
 * then numbered names, then full paths of what is hidden behind others on PATH.
 */
export async function pythonsByName(platform: NodeJS.Platform = process.platform): Promise<Typed[]> {
  const folders = searchPath(cleanVariables());
  const suffix = platform === "win32" ? ".exe" : "";
  const paths = (name: string) =>
    [...new Set(folders)].map((folder) => join(folder, name + suffix)).filter(isProgram);
  const named = [...plainNames, ...numberedNames].map((name) => ({ name, paths: paths(name) }));
  return [
    ...named.filter(({ paths }) => paths.length > 0).map(({ name }): Typed => [name]),
    ...(platform === "win32" ? await knownToLauncher() : []),
    ...named.flatMap(({ paths }) => paths.slice(1)).map((path): Typed => [path]),
    ...ofPyenv().map((path): Typed => [path]),
  ];
}

/** Those that pyenv keeps; its shims on PATH lead to one of them at a time. */
function ofPyenv(): string[] {
  const versions = join(process.env.PYENV_ROOT ?? join(homedir(), ".pyenv"), "versions");
  if (!existsSync(versions)) return [];
  return readdirSync(versions)
    .map((name) => join(versions, name, "bin", "python"))
    .filter(isProgram);
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false; // not there, or not ours to run: not a candidate
  }
}

/** Lines of `py -0p` are like ` -V:3.12 *  C:\…\python.exe`. */
async function knownToLauncher(): Promise<Typed[]> {
  try {
    const { stdout } = await run(["py", "-0p"], { cwd: process.cwd(), show: false, timeout: 20_000 });
    return [...stdout.matchAll(/^\s*-(?:V:)?(3\.\d+)\b/gm)].map(
      ([, version]): Typed => ["py", `-${version}`],
    );
  } catch (error) {
    if (error instanceof CommandFailed) return []; // Windows without the launcher
    throw error;
  }
}
