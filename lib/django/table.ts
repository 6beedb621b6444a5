/** Rows of objects, as a table in a notebook and in columns on a terminal. */
import type { Html } from "../tools/html.js";
import * as table from "../tools/table.js";

export interface Column<Row> {
  title: string;
  cell: (row: Row) => string;
  /** Whether it is something that one types. */
  code?: boolean;
}

/** A table with a heading for each column; the first column names the row. */
export function htmlTable<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): Html {
  return table.htmlTable(
    columns.map(({ title }) => title),
    rows.map((row) => columns.map(({ cell, code }) => (code ? table.code(cell(row)) : cell(row)))),
  );
}

/** The same in lines, each column as wide as its longest cell. */
export function textTable<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string {
  return table.textTable(rows.map((row) => columns.map(({ cell }) => cell(row))));
}
