/** The files of the course: those beside the notebook, or else those that come with djlab. */
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** From dist/lib/lab, three folders up. */
const own = fileURLToPath(new URL("../../../notebooks", import.meta.url));

/**
 * What a JSON file of the course holds, in each place where there is one: the notebook's folder first.
 *
 * @param name of the file, for instance `course.json`
 * @param folder of the notebook
 */
export async function* courseFiles<Content>(name: string, folder = process.cwd()): AsyncGenerator<Content> {
  for (const place of new Set([resolve(folder), own])) {
    const file = join(place, name);
    if (existsSync(file)) yield JSON.parse(await readFile(file, "utf8")) as Content;
  }
}
