/** The course's manifest, course.json. */
import { DjlabError } from "../tools/errors.js";
import { courseFiles } from "./course-files.js";

/** A chapter, as course.json has it. */
export interface ChapterEntry {
  /** File name of the notebook. */
  file: string;
  title: string;
  /** Name of the part of the course that it belongs to. */
  part: string;
  /** How long a beginner takes, about. */
  minutes: number;
  /** Name of the state that its first cell starts from (states.ts). */
  needs: string;
  /** Topic of the lecture notes → ids of the cells that show it. */
  topics: Record<string, string[]>;
  /** Ids of its exercises. */
  exercises: string[];
}

/**
 * Finds a chapter in the course.json of the notebook's folder, or else of djlab itself.
 *
 * @param id name of its file without the ending, for instance `04-first-project`
 * @param folder of the notebook
 * @throws DjlabError when no course.json knows it
 */
export async function chapterEntry(id: string, folder: string): Promise<ChapterEntry> {
  for await (const { chapters } of courseFiles<{ chapters: ChapterEntry[] }>("course.json", folder)) {
    const entry = chapters.find((one) => one.file === `${id}.ipynb`);
    if (entry) return entry;
  }
  throw new DjlabError(`No course.json knows a chapter ${id}`, {
    next: "Compare the name in the first cell with the name of the notebook's file.",
  });
}
