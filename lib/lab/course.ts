/** The course's manifest, course.json. */
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { DjlabError } from "../tools/errors.js";

/** A chapter, as course.json has it. */
export interface ChapterEntry {
  /** File name of the notebook. */
  file: string;
  title: string;
  /** How long a beginner takes, about. */
  minutes: number;
  /** Name of the state that its first cell starts from (states.ts). */
  needs: string;
  /** Topic of the lecture notes → ids of the cells that show it. */
  topics: Record<string, string[]>;
  /** Ids of its exercises. */
  exercises: string[];
}

/** The chapters that come with djlab, beside the library: from dist/lib/lab, three folders up. */
const own = fileURLToPath(new URL("../../../notebooks", import.meta.url));

/**
 * Finds a chapter in the course.json of the notebook's folder, or else of djlab itself.
 *
 * @param id name of its file without the ending, for instance `04-first-project`
 * @param folder of the notebook
 * @throws DjlabError when no course.json knows it
 */
export async function chapterEntry(id: string, folder: string): Promise<ChapterEntry> {
  for (const place of new Set([resolve(folder), own])) {
    const file = join(place, "course.json");
    if (!existsSync(file)) continue;
    const { chapters } = JSON.parse(await readFile(file, "utf8")) as { chapters: ChapterEntry[] };
    const entry = chapters.find((one) => one.file === `${id}.ipynb`);
    if (entry) return entry;
  }
  throw new DjlabError(`No course.json knows a chapter ${id}`, {
    next: "Compare the name in the first cell with the name of the notebook's file.",
  });
}
