/** A project's migrations. */
import type { Diagram } from "../../diagram/diagram.js";
import { migrationGraph } from "../../diagram/migrations.js";
import { type Html, html } from "../../tools/html.js";
import { Shown } from "../../tools/show.js";
import { code, counted, htmlTable, textTable } from "../../tools/table.js";

/** A migration that makemigrations would write now. */
export interface UnmadeMigration {
  /** The label of its app. */
  app: string;
  /** For instance `0001_initial`. */
  name: string;
  /** Those that come before it, for instance `auth.0001_initial`. */
  dependsOn: string[];
  /** What it does, in words. */
  operations: string[];
}

/** A migration that is written. */
export interface Migration extends UnmadeMigration {
  /** From the project's folder where it lies in it, else absolute. */
  file: string;
  /** When it was applied, by database: ISO 8601. */
  appliedIn: Record<string, string>;
}

/** As topics/migrations.py answers. */
export interface MigrationsAnswer {
  migrations: Migration[];
  unmade: UnmadeMigration[];
  conflicts: Record<string, string[]>;
  unreachable: Record<string, string>;
}

/**
 * The migrations, each after those that it depends on.
 *
 * @source https://docs.djangoproject.com/en/stable/topics/migrations/
 * @example (await mysite.migrations()).of("sessions").length // 1
 */
export class Migrations extends Shown {
  readonly all: readonly Migration[];
  /** What makemigrations would write now. */
  readonly unmade: readonly UnmadeMigration[];
  /** By app, the migrations that both claim to be the last. */
  readonly conflicts: Readonly<Record<string, readonly string[]>>;
  /** By database that does not answer, its own words. */
  readonly unreachable: Readonly<Record<string, string>>;

  constructor(answer: MigrationsAnswer) {
    super();
    this.all = answer.migrations;
    this.unmade = answer.unmade;
    this.conflicts = answer.conflicts;
    this.unreachable = answer.unreachable;
  }

  /** Those that a database has seen. */
  applied(database = "default"): Migration[] {
    return this.all.filter(({ appliedIn }) => database in appliedIn);
  }

  /** Those that a database has not seen. */
  unapplied(database = "default"): Migration[] {
    return this.all.filter(({ appliedIn }) => !(database in appliedIn));
  }

  /** Those of one app, by its label. */
  of(app: string): Migration[] {
    return this.all.filter((migration) => migration.app === app);
  }

  #title(): string {
    const waiting = this.unapplied().length;
    return `${counted(this.all.length, "migration")}, ${waiting > 0 ? `${waiting} not applied` : "all applied"}`;
  }

  #remarks(): string[] {
    return [
      ...this.unmade.map(
        ({ app, name, operations }) => `makemigrations would write ${app}.${name}: ${operations.join("; ")}`,
      ),
      ...Object.entries(this.conflicts).map(
        ([app, names]) => `${app} has several last migrations: ${names.join(", ")}`,
      ),
      ...Object.entries(this.unreachable).map(
        ([alias, words]) => `the database ${alias} does not answer: ${words}`,
      ),
    ];
  }

  /**
   * The same as a picture: a column for each app, an arrow to whatever comes after.
   *
   * @param app only those of this app and what they depend on, by its label
   * @example await (await mysite.migrations()).diagram("auth");
   */
  diagram(app?: string): Promise<Diagram> {
    const names = new Set(this.all.filter((one) => !app || one.app === app).flatMap(withWhatItNeeds));
    const shown = this.all.filter((one) => names.has(`${one.app}.${one.name}`));
    return migrationGraph({
      title: app ? `The migrations of ${app}` : "The migrations",
      migrations: shown.map((one) => ({ ...one, applied: "default" in one.appliedIn })),
    });
  }

  protected asText(): string {
    const rows = this.all.map((migration) => [
      mark(migration),
      `${migration.app}.${migration.name}`,
      migration.operations.join("; "),
    ]);
    return [this.#title(), textTable(rows), ...this.#remarks()].join("\n");
  }

  protected asHtml(): Html {
    const rows = this.all.map((migration) => [
      code(`${migration.app}.${migration.name}`),
      migration.appliedIn.default?.slice(0, 16).replace("T", " ") ?? "not applied",
      migration.operations.map((words) => html`<p>${words}</p>`),
      migration.dependsOn.map((name) => html`${code(name)} `),
    ]);
    return html`<div class="card"><p class="title">${this.#title()}</p>${this.#remarks().map((remark) => html`<p>${remark}</p>`)}
      ${htmlTable(["migration", "applied", "what it does", "after"], rows)}</div>`;
  }
}

function withWhatItNeeds({ app, name, dependsOn }: Migration): string[] {
  return [`${app}.${name}`, ...dependsOn];
}

/** As `showmigrations` marks them. */
function mark({ appliedIn }: Migration): string {
  return "default" in appliedIn ? "[X]" : "[ ]";
}
