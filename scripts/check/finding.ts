/** What a rule finds wrong with the course. */
import type { ChapterText, CourseCell, CourseText } from "./course-text.js";

export interface Finding {
  /** Name of the rule, for instance `headings`. */
  rule: string;
  /** From djlab's folder, with forward slashes. */
  file: string;
  /** Id of the cell; undefined when it is about the file as a whole. */
  cell?: string | undefined;
  /** What is wrong, and what would be right. */
  what: string;
}

/** The same from within the rule. */
export type Found = Omit<Finding, "rule">;

/** Looks at the whole course. */
export type Rule = (course: CourseText) => Found[] | Promise<Found[]>;

export const fileOf = (chapter: ChapterText) => `notebooks/${chapter.entry.file}`;

/** A rule that looks at one cell at a time, and gives its findings as sentences. */
export function eachCell(look: (cell: CourseCell, chapter: ChapterText) => string[]): Rule {
  return ({ chapters }) =>
    chapters.flatMap((chapter) =>
      chapter.cells.flatMap((cell) =>
        look(cell, chapter).map((what) => ({ file: fileOf(chapter), cell: cell.id, what })),
      ),
    );
}

/** A rule that looks at one chapter at a time; a finding names its cell, if it has one. */
export function eachChapter(
  look: (chapter: ChapterText, course: CourseText) => { cell?: string; what: string }[],
): Rule {
  return (course) =>
    course.chapters.flatMap((chapter) =>
      look(chapter, course).map((finding) => ({ file: fileOf(chapter), ...finding })),
    );
}
