/** What a reader reads in a cell: Markdown, and the sentences that its code shows. */
import { readProse } from "../handout/render.js";
import { proseOf } from "./code.js";
import type { CourseCell } from "./course-text.js";

/** The Markdown of a cell. */
export const markdownOf = ({ kind, source }: CourseCell): string[] =>
  kind === "code" ? proseOf(source) : [source];

/** The same as plain text, a paragraph a line: without code and without addresses. */
export function wordsOf(cell: CourseCell): string {
  return markdownOf(cell)
    .flatMap((markdown) =>
      readProse(markdown)
        .tokens.filter(({ type }) => type === "inline")
        .map(({ children }) =>
          (children ?? [])
            .map(({ type, content }) =>
              type === "text" ? content : type === "softbreak" ? " " : type === "code_inline" ? "…" : "",
            )
            .join(""),
        ),
    )
    .join("\n");
}
