/** Links inside the course lead somewhere. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { anchor } from "../handout/outline.js";
import { readProse } from "../handout/render.js";
import type { ChapterText } from "./course-text.js";
import { eachChapter } from "./finding.js";
import { markdownOf } from "./prose.js";

export const links = eachChapter((chapter, { root, chapters }) => {
  const leadsSomewhere = (target: string) => {
    const [path = "", hash] = decodeURIComponent(target).split("#");
    if (path === "") return hasHeading(chapter, hash);
    const other = chapters.find(({ entry }) => entry.file === path);
    return other ? hasHeading(other, hash) : existsSync(join(root, "notebooks", path));
  };
  return chapter.cells.flatMap((cell) =>
    markdownOf(cell)
      .flatMap((markdown) => readProse(markdown).tokens)
      .flatMap(({ children }) => children ?? [])
      .filter(({ type }) => type === "link_open" || type === "image")
      .map((token) => String(token.attrGet("href") ?? token.attrGet("src")))
      // What a cell fills in is known only when it has run.
      .filter((target) => !/^[a-z]+:/i.test(target) && !decodeURIComponent(target).includes("…"))
      .filter((target) => !leadsSomewhere(target))
      .map((target) => ({ cell: cell.id, what: `the link ${target} leads nowhere` })),
  );
});

/** Jupyter's anchors keep the capitals of a heading, handouts' do not: both forms lead there. */
function hasHeading({ cells }: ChapterText, hash: string | undefined): boolean {
  if (hash === undefined) return true;
  return cells
    .filter(({ kind }) => kind === "markdown")
    .flatMap(({ source }) => readProse(source).headings)
    .some(({ text }) => anchor(text) === anchor(hash));
}
