/** What the library itself writes into a Pipfile. */
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { writeWhole } from "../tools/disk.js";

/** pipenv reads the variable when it asks the index. */
const fromVariable = "$" + "{PIP_INDEX_URL}";

/**
 * A first Pipfile for where pip is told of another index: pipenv would write that address into it, with the
 * password that may be in it, so this one names the variable.
 *
 * @param python the version that it asks for, for instance `3.12.1`
 * @source https://pipenv.pypa.io/en/latest/credentials.html
 */
export async function beginPipfile(folder: string, python: string): Promise<void> {
  const file = join(folder, "Pipfile");
  if (existsSync(file)) return;
  const version = python.split(".").slice(0, 2).join(".");
  const source = `[[source]]\nurl = "${fromVariable}"\nverify_ssl = true\nname = "index"\n`;
  const rest = `[packages]\n\n[dev-packages]\n\n[requires]\npython_version = "${version}"\n`;
  await writeWhole(file, `${source}\n${rest}`);
}

/** Puts the Pipfile back when `act` fails: a failed `pipenv install` takes out lines that were there before. */
export async function keepingPipfile<T>(folder: string, act: () => Promise<T>): Promise<T> {
  const file = join(folder, "Pipfile");
  const before = existsSync(file) ? await readFile(file, "utf8") : undefined;
  try {
    return await act();
  } catch (error) {
    if (before !== undefined) await writeWhole(file, before);
    throw error;
  }
}
