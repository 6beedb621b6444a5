/** Headings: one of the first rank, which is the chapter's title, and none that skips a rank. */
import { readProse } from "../handout/render.js";
import { eachChapter } from "./finding.js";

export const headings = eachChapter(({ entry, cells }) => {
  const all = cells
    .filter(({ kind }) => kind === "markdown")
    .flatMap(({ id, source }) => readProse(source).headings.map((heading) => ({ ...heading, cell: id })));
  const [title] = all;
  if (!title) return cells.length > 0 ? [{ what: "it has no heading" }] : [];
  const first =
    title.level === 1 && title.text === entry.title
      ? []
      : [{ cell: title.cell, what: `its first heading is "# ${entry.title}", as course.json has it` }];
  let above = 1;
  const others = all.slice(1).flatMap(({ level, text, cell }) => {
    const before = above;
    above = level;
    if (level === 1) return [{ cell, what: `"${text}" is a second heading of the first rank` }];
    return level > before + 1 ? [{ cell, what: `"${text}" skips a rank: ${level} after ${before}` }] : [];
  });
  return [...first, ...others];
});
