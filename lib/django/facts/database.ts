/** What a project's databases hold. */
import { DjlabError } from "../../tools/errors.js";
import { type Html, html } from "../../tools/html.js";
import { Shown } from "../../tools/show.js";
import { code, counted, htmlTable, textTable } from "../../tools/table.js";
import type { Managed } from "../manage.js";
import { type RowOptions, rows, type TableRows } from "./rows.js";

/** A column of a table. */
export interface Column {
  name: string;
  /** As the database names it. */
  type: string;
  null: boolean;
  primaryKey: boolean;
}

/** A table of a database. */
export interface Table {
  name: string;
  /** How many there are. */
  rows: number;
  columns: Column[];
  /** The model that it belongs to, for instance `auth.User`. */
  model?: string;
}

/** As topics/database.py answers, and as `Databases` holds them. */
export interface DatabaseAnswer {
  /** Its name in DATABASES. */
  alias: string;
  /** For instance `sqlite` or `postgresql`. */
  vendor: string;
  engine: string;
  /** Of SQLite the file, from the project's folder where it lies in it. */
  name: string;
  /** Whether it is there, and answers. */
  exists: boolean;
  /** Why it does not answer, in its own words. */
  problem?: string;
  tables: Table[];
}

/** There is no database of that name in DATABASES. */
export class DatabaseUnknown extends DjlabError {}

/** The databases, in the order of DATABASES. */
export class Databases extends Shown {
  readonly all: readonly DatabaseAnswer[];
  readonly #project: Managed;

  constructor(project: Managed, all: readonly DatabaseAnswer[]) {
    super();
    this.#project = project;
    this.all = all;
  }

  /**
   * One database by its name in DATABASES.
   *
   * @throws DatabaseUnknown
   * @example (await mysite.databases()).get("default").vendor // sqlite
   */
  get(alias = "default"): DatabaseAnswer {
    const found = this.all.find((database) => database.alias === alias);
    if (found) return found;
    const names = this.all.map((database) => database.alias).join(", ");
    throw new DatabaseUnknown(`DATABASES has no ${alias}`, { next: `Take one of these: ${names}.` });
  }

  /**
   * Some rows of a table, asked now.
   *
   * @throws NoSuchTable
   * @example
   * await mysite.manage("migrate");
   * (await (await mysite.databases()).rows("django_migrations", { limit: 2 })).same // true
   */
  rows(table: string, options?: RowOptions): Promise<TableRows> {
    return rows(this.#project, table, options);
  }

  protected asText(): string {
    return this.all
      .map((database) => `${title(database)}\n${textTable(database.tables.map(tableRow))}`.trimEnd())
      .join("\n");
  }

  protected asHtml(): Html {
    return html`<div class="card">${this.all.map(
      (database) =>
        html`<p class="title">${title(database)}</p>${
          database.tables.length > 0 &&
          htmlTable(
            ["table", "rows", "model", "columns"],
            database.tables.map(({ name, rows, model, columns }) => [
              code(name),
              rows,
              code(model),
              columns.map((column) => html`${code(column.name)} `),
            ]),
          )
        }`,
    )}</div>`;
  }
}

function title({ alias, vendor, name, exists, problem, tables }: DatabaseAnswer): string {
  const state = problem
    ? `does not answer: ${problem}`
    : exists
      ? counted(tables.length, "table")
      : "not made yet";
  return `${alias}: ${vendor}, ${name ? `${name}, ` : ""}${state}`;
}

function tableRow({ name, rows, model = "", columns }: Table): string[] {
  return [`  ${name}`, counted(rows, "row"), model, columns.map((column) => column.name).join(", ")];
}
