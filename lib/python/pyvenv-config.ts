/** pyvenv.cfg, the file that makes a folder a virtual environment (PEP 405). */
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";

/** `key = value` lines; undefined where there is no such file, which is what tells an environment. */
export async function readConfig(folder: string): Promise<Record<string, string> | undefined> {
  const file = join(folder, "pyvenv.cfg");
  if (!existsSync(file)) return undefined;
  const lines = (await readFile(file, "utf8")).split(/\r?\n/).filter((line) => line.includes("="));
  return Object.fromEntries(lines.map((line) => line.split(/\s*=\s*(.*)/s).slice(0, 2) as [string, string]));
}
