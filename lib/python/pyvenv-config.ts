/** pyvenv.cfg, the file that makes a folder a virtual environment (PEP 405). */
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { DjlabError } from "../tools/errors.js";

/** There is no pyvenv.cfg in it: it is no virtual environment, and is left alone. */
export class NotAnEnvironment extends DjlabError {}

/** `key = value` lines; undefined where there is no such file, which is what tells an environment. */
export async function readConfig(folder: string): Promise<Record<string, string> | undefined> {
  const file = join(folder, "pyvenv.cfg");
  if (!existsSync(file)) return undefined;
  const lines = (await readFile(file, "utf8")).split(/\r?\n/).filter((line) => line.includes("="));
  return Object.fromEntries(lines.map((line) => line.split(/\s*=\s*(.*)/s).slice(0, 2) as [string, string]));
}

/**
 * The same of what must be an environment.
 *
 * @param name how people are told of it
 * @param next what they may do when it is none
 * @throws NotAnEnvironment
 */
export async function configOf(folder: string, name: string, next: string): Promise<Record<string, string>> {
  const config = await readConfig(folder);
  if (config) return config;
  const what = existsSync(folder)
    ? `${name} is not a virtual environment: it has no pyvenv.cfg`
    : `There is no environment ${name}`;
  throw new NotAnEnvironment(what, { next });
}
