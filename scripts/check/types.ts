/** A chapter's cells are one session of strict TypeScript. */
import { join } from "node:path";
import { typeErrors } from "./code.js";
import type { ChapterText } from "./course-text.js";
import { fileOf, type Rule } from "./finding.js";

const between = "\n;\n";
const codeOf = ({ cells }: ChapterText) => cells.filter(({ kind }) => kind === "code");

export const types: Rule = ({ root, chapters }) => {
  // In the folder of the notebooks, so that "djlab" is found as from a cell.
  const files = new Map(chapters.map((chapter) => [join(root, "notebooks", `${chapter.name}.mts`), chapter]));
  const sessions = new Map(
    [...files].map(([file, chapter]) => [
      file,
      `${codeOf(chapter)
        .map(({ source }) => source)
        .join(between)}\nexport {};\n`,
    ]),
  );
  const errors = typeErrors(sessions, [join(root, "node_modules", "@types")]);
  return [...errors].flatMap(([file, found]) => {
    const chapter = files.get(file);
    if (!chapter) return found.map(({ message }) => ({ file, what: message }));
    return found.map(({ line, message }) => ({
      file: fileOf(chapter),
      cell: cellAt(chapter, line),
      what: message,
    }));
  });
};

function cellAt(chapter: ChapterText, line: number): string | undefined {
  let end = 0;
  return codeOf(chapter).find(({ source }) => {
    end += source.split("\n").length + 1;
    return line < end;
  })?.id;
}
