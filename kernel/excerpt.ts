/** What errors of both kinds have in common: emphasis, and a line of source code with carets under what is meant. */

/** On the ground that JupyterLab gives errors, bold is read in light and dark, and no colour is. */
export const bold = (text: string) => `\x1b[1m${text}\x1b[22m`;
export const dim = (text: string) => `\x1b[2m${text}\x1b[22m`;
/** For what can be missed. */
export const red = (text: string) => `\x1b[31m${text}\x1b[39m`;

const widest = 160;
const before = 60;

/**
 * Two lines; of a very long one only what is near the carets.
 *
 * @param place.line from 1
 * @param place.column from 1, in UTF-16 units
 * @param place.endColumn of the first character that is not meant any more
 * @example
 * excerpt("let x = y;", { line: 7, column: 9, endColumn: 10 }) // ["7 | let x = y;", "  |         ^"], in colours
 */
export function excerpt(
  text: string,
  { line, column, endColumn }: { line: number; column: number; endColumn: number },
): [string, string] {
  const from = text.length > widest ? Math.max(0, column - 1 - before) : 0;
  const to = Math.min(text.length, from + widest);
  const head = `${from > 0 ? "…" : ""}${text.slice(from, column - 1)}`;
  const meant = text.slice(column - 1, Math.min(endColumn - 1, to));
  const tail = `${text.slice(column - 1 + meant.length, to)}${to < text.length ? "…" : ""}`;
  const gutter = `${line} | `;
  return [
    `${dim(gutter)}${head}${meant}${tail}`,
    `${dim(`${" ".repeat(gutter.length - 2)}| `)}${blank(head)}${red("^".repeat(Math.max(1, [...meant].length)))}`,
  ];
}

/** Blanks as wide as the text: tabs stay tabs. */
const blank = (text: string) => [...text].map((one) => (one === "\t" ? "\t" : " ")).join("");
