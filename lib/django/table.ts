/** Rows of text, as a table in a notebook and in columns on a terminal. */
import { type Html, html } from "../tools/html.js";

export interface Column<Row> {
  title: string;
  cell: (row: Row) => string;
  /** Whether it is something that one types. */
  code?: boolean;
}

/** A table with a heading for each column. */
export function htmlTable<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): Html {
  return html`<table><thead><tr>${columns.map(({ title }) => html`<th scope="col">${title}</th>`)}</tr></thead>
    <tbody>${rows.map((row) => html`<tr>${columns.map((column) => html`<td>${inCell(column, row)}</td>`)}</tr>`)}</tbody></table>`;
}

function inCell<Row>({ cell, code }: Column<Row>, row: Row): Html | string {
  const text = cell(row);
  return code && text ? html`<code>${text}</code>` : text;
}

/** The same in lines, each column as wide as its longest cell. */
export function textTable<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string {
  const cells = rows.map((row) => columns.map(({ cell }) => cell(row)));
  const widths = columns.map((_, at) => Math.max(0, ...cells.map((line) => line[at]?.length ?? 0)));
  return cells
    .map((line) =>
      line
        .map((text, at) => text.padEnd(widths[at] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
