/** What a Python knows to be installed for it. */
import { fileURLToPath } from "node:url";
import { run } from "../tools/command.js";
import type { Distribution, Package } from "./distribution.js";

const asksItself = fileURLToPath(new URL("installed.py", import.meta.url));

/**
 * All packages that a Python finds, by name; behind the scenes, and without pip.
 *
 * @param python the program, absolute or as typed in `folder`
 * @throws CommandFailed when it does not run
 */
export async function packagesOf(python: string, folder: string): Promise<Package[]> {
  return JSON.parse(await answer(python, folder, []));
}

/** The same with their files: of those that are named, or of all. */
export async function distributionsOf(
  python: string,
  folder: string,
  names: readonly string[] = [],
): Promise<Distribution[]> {
  return JSON.parse(await answer(python, folder, ["--files", ...names]));
}

async function answer(python: string, cwd: string, rest: string[]): Promise<string> {
  const { stdout } = await run([python, "-Es", asksItself, ...rest], { cwd, show: false, json: true });
  return stdout;
}
