/** Some rows of a table: through Django, and as SQLite's file holds them. */
import { DjlabError } from "../../tools/errors.js";
import { type Html, html } from "../../tools/html.js";
import { Shown } from "../../tools/show.js";
import { code, counted, htmlTable, shortened, textTable } from "../../tools/table.js";
import type { Managed } from "../manage.js";
import { ask } from "./ask.js";

/** As topics/rows.py answers. */
interface RowsAnswer {
  columns: string[];
  rows: unknown[][];
  total: number;
  stored?: unknown[][];
  same?: boolean;
}

type Answer = RowsAnswer | { tables: string[] } | { databases: string[] };

export interface RowOptions {
  /** At most so many, 1 to 100; 10 unless said. */
  limit?: number;
  /** A name in DATABASES; `default` unless said. */
  database?: string;
}

/** There is no such table, or no such database. */
export class NoSuchTable extends DjlabError {}

/** The first rows of a table by its key. Passwords' hashes, session keys and tokens are `****`. */
export class TableRows extends Shown {
  readonly table: string;
  readonly columns: readonly string[];
  /** As Django gives them; values as JSON would hold them. */
  readonly rows: readonly (readonly unknown[])[];
  /** How many rows the table has. */
  readonly total: number;
  /** As the file holds them, read by Python's sqlite3, which may only read; undefined of other databases. */
  readonly stored?: readonly (readonly unknown[])[];
  /** Whether the two are the same values, each in its own form; undefined of other databases. */
  readonly same?: boolean;

  constructor(table: string, answer: RowsAnswer) {
    super();
    this.table = table;
    this.columns = answer.columns;
    this.rows = answer.rows;
    this.total = answer.total;
    if (answer.stored) this.stored = answer.stored;
    if (answer.same !== undefined) this.same = answer.same;
  }

  #title(): string {
    const all = counted(this.total, "row");
    return `${this.table}: ${this.rows.length < this.total ? `${this.rows.length} of ${all}` : all}`;
  }

  #comparison(): string {
    if (this.same === undefined) return "";
    return this.same
      ? "The file itself holds the same values."
      : "The file itself holds other values than Django gives.";
  }

  protected asText(): string {
    const rows = this.rows.map((row) => row.map((value) => shortened(written(value), 40)));
    return [this.#title(), textTable([[...this.columns], ...rows]), this.#comparison()]
      .filter(Boolean)
      .join("\n");
  }

  protected asHtml(): Html {
    const table = (rows: readonly (readonly unknown[])[]) =>
      htmlTable(
        this.columns,
        rows.map((row) => row.map((value) => code(written(value)))),
      );
    return html`<div class="card"><p class="title">${this.#title()}</p>${table(this.rows)}
      ${this.stored && html`<details><summary>${this.#comparison()}</summary>${table(this.stored)}</details>`}</div>`;
  }
}

function written(value: unknown): string {
  return typeof value === "string" ? value : value === null ? "NULL" : JSON.stringify(value);
}

/**
 * Some rows of a table, by its key: through Django, and of SQLite from the file itself, to compare.
 *
 * @throws NoSuchTable with the tables that there are
 * @throws RangeError for a limit that is no whole number from 1 to 100
 * @source https://www.sqlite.org/uri.html (mode=ro)
 * @example
 * await mysite.manage("migrate");
 * (await mysite.rows("django_migrations", { limit: 2 })).rows.length // 2
 */
export async function rows(project: Managed, table: string, options: RowOptions = {}): Promise<TableRows> {
  const { limit = 10, database = "default" } = options;
  if (!Number.isInteger(limit) || limit < 1 || limit > 100) {
    throw new RangeError(`${limit} is no number of rows from 1 to 100`);
  }
  const answers = await ask<{ rows: Answer }>(project, { rows: { table, limit, alias: database } });
  const answer = answers.rows;
  if ("rows" in answer) return new TableRows(table, answer);
  if ("databases" in answer) {
    throw new NoSuchTable(`DATABASES has no ${database}`, {
      next: `Take one of these: ${answer.databases.join(", ")}.`,
    });
  }
  const { tables } = answer;
  throw new NoSuchTable(`The database ${database} has no table ${table}`, {
    next: tables.length > 0 ? `It has these: ${tables.join(", ")}.` : "It has none yet: run migrate first.",
  });
}
