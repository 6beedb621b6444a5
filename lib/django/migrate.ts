/** `manage.py migrate` and `sqlmigrate`: what migrations do to the database. */
import { type Html, html } from "../tools/html.js";
import type { CommandResult } from "../tools/result.js";
import { Shown } from "../tools/show.js";
import { counted } from "../tools/table.js";
import { type Managed, manageFor } from "./manage.js";
import { word } from "./words.js";

/** What `migrate` has done. */
export class Migrated extends Shown {
  constructor(
    /** In the order in which they were applied, for instance `auth.0001_initial`. */
    readonly applied: readonly string[],
    /** Those that were taken back. */
    readonly unapplied: readonly string[],
    /**
     * Labels of apps whose models have changes that no migration has yet. Django says so only when there was
     * nothing to apply.
     */
    readonly unwritten: readonly string[],
    readonly command: CommandResult,
  ) {
    super();
  }

  get #sentence(): string {
    const many = (names: readonly string[]) =>
      `${counted(names.length, "migration")} ${names.length === 1 ? "was" : "were"}`;
    if (this.unapplied.length > 0) return `${many(this.unapplied)} taken back.`;
    if (this.applied.length > 0) return `${many(this.applied)} applied.`;
    return "The database had all migrations already.";
  }

  get #warning(): string {
    return this.unwritten.length > 0
      ? `Models of ${this.unwritten.join(", ")} have changes that are in no migration yet: makemigrations writes them.`
      : "";
  }

  protected asText(): string {
    const lines = [...this.applied, ...this.unapplied].map((name) => `  ${name}`);
    return [this.#sentence, ...lines, this.#warning].filter(Boolean).join("\n");
  }

  protected asHtml(): Html {
    const names = [...this.applied, ...this.unapplied];
    return html`<div class="card"><p class="title">${this.#sentence}</p>
      ${names.length > 0 && html`<details><summary>Which</summary><ul>${names.map((name) => html`<li><code>${name}</code></li>`)}</ul></details>`}
      ${this.#warning && html`<p>${this.#warning}</p>`}</div>`;
  }
}

/**
 * `python manage.py migrate`, really run: changes the database as the migrations say.
 *
 * @param app label; all apps unless said
 * @param migration the last one to be applied, or `zero` to take all of the app's back
 * @throws AppNotRegistered, DatabaseLocked
 * @source https://docs.djangoproject.com/en/stable/ref/django-admin/#migrate
 * @example await mysite.migrate();
 */
export async function migrate(project: Managed, app?: string, migration?: string): Promise<Migrated> {
  const words = [app, migration].flatMap((one) => (one === undefined ? [] : [word(one)]));
  const command = await manageFor(project, "migrate", words);
  const done = (verb: string) => [
    ...command.stdout.matchAll(new RegExp(`^  ${verb} (\\S+?)\\.\\.\\. `, "gm")),
  ];
  const names = (verb: string) => done(verb).map(([, name = ""]) => name);
  const unwritten = /Your models in app\(s\): (.*) have changes/.exec(command.stdout)?.[1] ?? "";
  const labels = [...unwritten.matchAll(/'([^']+)'/g)].map(([, label = ""]) => label);
  return new Migrated(names("Applying"), names("Unapplying"), labels, command);
}

/** The SQL that a migration stands for. */
export class MigrationSql extends Shown {
  constructor(
    readonly sql: string,
    readonly command: CommandResult,
  ) {
    super();
  }

  /** Each statement, without comments. */
  get statements(): string[] {
    const code = this.sql.replace(/^--.*$/gm, "");
    return code
      .split(/;\s*$/m)
      .map((one) => one.trim())
      .filter(Boolean);
  }

  protected asText(): string {
    return this.sql;
  }

  protected asHtml(): Html {
    return html`<pre>${this.sql}</pre>`;
  }
}

/**
 * `python manage.py sqlmigrate APP MIGRATION`, really run: the SQL for the project's database. Nothing is
 * applied. What it prints is what comes back, so it is not shown twice.
 *
 * @param migration its name or the beginning of it, for instance `0001`
 * @throws AppNotRegistered; CommandFailed when there is no such migration
 * @source https://docs.djangoproject.com/en/stable/ref/django-admin/#sqlmigrate
 * @example (await mysite.sqlmigrate("sessions", "0001")).statements.some((one) => one.startsWith("CREATE TABLE")) // true
 */
export async function sqlmigrate(project: Managed, app: string, migration: string): Promise<MigrationSql> {
  const command = await manageFor(project, "sqlmigrate", [word(app), word(migration)], { printed: false });
  return new MigrationSql(command.stdout.trim(), command);
}
