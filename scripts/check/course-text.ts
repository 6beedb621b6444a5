/** The course as it stands in its files: what every rule reads. */
import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { z } from "zod";
import { DjlabError } from "../../lib/index.js";
import { type Course, readCourse } from "../notebook/course.js";
import { type Cell, readNotebook } from "../notebook/document.js";

/** A cell, and what djlab's metadata say of it. */
export interface CourseCell {
  /** Empty when the cell has none. */
  id: string;
  kind: Cell["cell_type"];
  source: string;
  outputs: number;
  executionCount: number | null;
  role?: string | undefined;
  topics: string[];
  exercise?: string | undefined;
  /** Its source is folded: it only carries live prose. */
  hidden: boolean;
}

export interface ChapterText {
  /** File name without its ending, for instance `06-settings`. */
  name: string;
  entry: Course["chapters"][number];
  cells: CourseCell[];
  /** Words that it may state though no cell has found them, because they are its subject: in the notebook's metadata. */
  states: string[];
}

const glossary = z.object({
  terms: z.array(
    z.object({
      term: z.string().min(1),
      /** Other forms of it: plural, synonyms. */
      also: z.array(z.string()).default([]),
      /** Name of the chapter that explains it. */
      chapter: z.string(),
      /** Name of an earlier one that says in passing what it means. */
      since: z.string().optional(),
      meaning: z.string().min(1),
      /** It is a word of plain English, too, and so is not looked for. */
      everyday: z.boolean().default(false),
    }),
  ),
});
const topics = z.object({ topics: z.array(z.object({ id: z.string(), title: z.string() })) });
const pictures = z.object({
  pictures: z.array(
    z.object({
      /** The file that the lecture notes name. */
      name: z.string(),
      shows: z.string(),
      chapter: z.string(),
      cell: z.string(),
    }),
  ),
});

export interface CourseText {
  /** djlab's folder, absolute. */
  root: string;
  chapters: ChapterText[];
  /** Notebooks of the folder that course.json does not name. */
  strangers: string[];
  topics: z.infer<typeof topics>["topics"];
  terms: z.infer<typeof glossary>["terms"];
  pictures: z.infer<typeof pictures>["pictures"];
  /** The course's own words, which no dictionary has. */
  words: string[];
}

/** @throws DjlabError when one of the course's files is missing or not as it should be */
export async function readCourseText(root: string): Promise<CourseText> {
  const folder = join(root, "notebooks");
  const { chapters } = await readCourse(root);
  const texts = await Promise.all(
    chapters.map(async (entry): Promise<ChapterText> => {
      const file = join(folder, entry.file);
      const { cells, metadata } = existsSync(file) ? await readNotebook(file) : { cells: [], metadata: {} };
      const { states = [] } = ((metadata as { djlab?: Partial<ChapterText> }).djlab ??
        {}) as Partial<ChapterText>;
      return { name: basename(entry.file, ".ipynb"), entry, cells: cells.map(asCourseCell), states };
    }),
  );
  const named = new Set(chapters.map(({ file }) => file));
  const files = (await readdir(folder)).filter((file) => file.endsWith(".ipynb"));
  const words = await readFile(join(folder, "words.txt"), "utf8");
  return {
    root,
    chapters: texts,
    strangers: files.filter((file) => !named.has(file)),
    topics: (await read(folder, "topics.json", topics)).topics,
    terms: (await read(folder, "glossary.json", glossary)).terms,
    pictures: (await read(folder, "pictures.json", pictures)).pictures,
    words: words.split("\n").filter((word) => word !== ""),
  };
}

function asCourseCell(cell: Cell): CourseCell {
  const ours = (cell.metadata.djlab ?? {}) as Partial<CourseCell>;
  return {
    id: cell.id ?? "",
    kind: cell.cell_type,
    source: cell.source,
    outputs: cell.cell_type === "code" ? cell.outputs.length : 0,
    executionCount: cell.cell_type === "code" ? cell.execution_count : null,
    hidden: (cell.metadata.jupyter as { source_hidden?: boolean } | undefined)?.source_hidden ?? false,
    role: ours.role,
    topics: ours.topics ?? [],
    exercise: ours.exercise,
  };
}

async function read<T extends z.ZodType>(folder: string, name: string, shape: T): Promise<z.infer<T>> {
  const file = join(folder, name);
  try {
    return shape.parse(JSON.parse(await readFile(file, "utf8")));
  } catch (cause) {
    const why = cause instanceof z.ZodError ? z.prettifyError(cause) : (cause as Error).message;
    throw new DjlabError(`The course's file ${file} cannot be used: ${why}`, { cause });
  }
}
