/** Facts in rows and columns, as text and as HTML. */
import { type Html, html } from "./html.js";

/** Columns under each other; the last one may be as long as it likes. */
export function textTable(rows: readonly (readonly string[])[]): string {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [column, { length }] of row.entries()) widths[column] = Math.max(widths[column] ?? 0, length);
  }
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

/** A table with a name for each column; the first cell names the row. Cells are text or pieces of HTML. */
export function htmlTable(headings: readonly string[], rows: readonly (readonly unknown[])[]): Html {
  return html`<table><thead><tr>${headings.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
    <tbody>${rows.map(
      ([first, ...rest]) =>
        html`<tr><th scope="row">${first}</th>${rest.map((cell) => html`<td>${cell}</td>`)}</tr>`,
    )}</tbody></table>`;
}

/** Text as code; nothing for nothing. Where a line is too long for it, it breaks after `.`, `_`, `/` or `:`. */
export function code(text: string | undefined): Html | undefined {
  if (!text) return undefined;
  const [first, ...rest] = text.split(/(?<=[._/:])(?=\w)/);
  return html`<code>${first}${rest.map((part) => html`<wbr>${part}`)}</code>`;
}

/**
 * A number with its noun.
 *
 * @example counted(1, "model") // 1 model
 */
export function counted(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

/** The beginning of a text that is too long for a line. */
export function shortened(text: string, longest = 60): string {
  return text.length <= longest ? text : `${text.slice(0, longest - 1)}…`;
}

/** Text as code; of a long one the beginning, and the rest for whoever wants to see it. */
export function folded(text: string): Html | undefined {
  const start = shortened(text);
  return start === text
    ? code(text)
    : html`<details><summary>${code(start)}</summary>${code(text)}</details>`;
}
