/** The course's manifest, notebooks/course.json. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { DjlabError } from "../../lib/index.js";

const course = z.object({
  chapters: z.array(
    z.object({
      /** The notebook's name in `notebooks/`. */
      file: z.string().regex(/^[\w-]+\.ipynb$/),
      title: z.string(),
      /** Of the course, for instance "A project". */
      part: z.string(),
      minutes: z.number().positive(),
      /** Names of the states of lib/lab/states.ts that the chapter begins with. */
      needs: z.string(),
      /** The topics that it covers, and by which cells. */
      topics: z.record(z.string(), z.array(z.string())),
      exercises: z.array(z.string()),
    }),
  ),
});

export type Course = z.infer<typeof course>;

/** Reads the manifest. @throws DjlabError when it is missing or not as it should be */
export async function readCourse(root: string): Promise<Course> {
  const file = join(root, "notebooks/course.json");
  try {
    return course.parse(JSON.parse(await readFile(file, "utf8")));
  } catch (cause) {
    const why = cause instanceof z.ZodError ? z.prettifyError(cause) : (cause as Error).message;
    throw new DjlabError(`The course's manifest ${file} cannot be used: ${why}`, { cause });
  }
}

/** The files of all chapters, in the course's order, as absolute paths. */
export async function chapterFiles(root: string): Promise<string[]> {
  const { chapters } = await readCourse(root);
  return chapters.map(({ file }) => join(root, "notebooks", file));
}
