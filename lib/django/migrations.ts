/** Migrations: written from the models, listed, applied to the database. */
import type { Diagnosis } from "../tools/failures.js";
import { type Html, html } from "../tools/html.js";
import type { CommandResult } from "../tools/result.js";
import { Shown } from "../tools/show.js";
import { QuestionAsked } from "./code-failures.js";
import { type Managed, manageFor } from "./manage.js";
import { htmlTable, textTable } from "./table.js";
import { lastTraceback } from "./traceback.js";
import { word } from "./words.js";

/** A file that `makemigrations` has written. */
export interface WrittenMigration {
  /** Label of the app. */
  app: string;
  /** As Django names it, from the project's folder. */
  file: string;
  /** For instance `+ Create model Question`. */
  operations: string[];
}

/** What `makemigrations` has done. */
export class MadeMigrations extends Shown {
  constructor(
    readonly written: readonly WrittenMigration[],
    readonly command: CommandResult,
  ) {
    super();
  }

  protected asText(): string {
    if (this.written.length === 0) return "No model has changed: nothing was written.";
    return this.written.map(({ file, operations }) => [file, ...operations].join("\n  ")).join("\n");
  }

  protected asHtml(): Html {
    if (this.written.length === 0) return html`<div class="card">${this.asText()}</div>`;
    return html`<div class="card">${this.written.map(
      ({ file, operations }) =>
        html`<p class="title"><code>${file}</code></p><ul>${operations.map((one) => html`<li>${one}</li>`)}</ul>`,
    )}</div>`;
  }
}

/**
 * `python manage.py makemigrations`, really run: writes files from what has changed in the models. The
 * database stays as it is.
 *
 * @param apps labels; all apps unless said
 * @throws QuestionAsked, AppNotRegistered
 * @source https://docs.djangoproject.com/en/stable/ref/django-admin/#makemigrations
 * @example (await mysite.makemigrations()).written.length // 0
 */
export async function makemigrations(project: Managed, ...apps: string[]): Promise<MadeMigrations> {
  const command = await manageFor(project, "makemigrations", apps.map(word), { diagnose: question });
  const written: WrittenMigration[] = [];
  let app = "";
  for (const line of command.stdout.split(/\r?\n/)) {
    app = /^Migrations for '(.+)':$/.exec(line)?.[1] ?? app;
    const file = /^ {2}(\S.*\.py)$/.exec(line)?.[1];
    const operation = /^ {4}(?:- )?(\S.*)$/.exec(line)?.[1];
    if (file) written.push({ app, file: file.replaceAll("\\", "/"), operations: [] });
    else if (operation) written.at(-1)?.operations.push(operation);
  }
  return new MadeMigrations(written, command);
}

function question({ stderr, stdout }: CommandResult): Diagnosis | undefined {
  if (lastTraceback(stderr)?.exception !== "EOFError") return undefined;
  const asked = stdout.match(/^It is impossible .*$/m)?.[0];
  return {
    type: QuestionAsked,
    reason: `has a question, which cannot be answered here${asked ? `: ${asked}` : ""}`,
    next: "Change the model so that it does not have to ask: give the new field a default, or null=True.",
  };
}

/** A migration as `showmigrations` lists it. */
export interface ListedMigration {
  app: string;
  name: string;
  applied: boolean;
}

/** All migrations of a project. */
export class MigrationList extends Shown {
  constructor(
    readonly all: readonly ListedMigration[],
    readonly command: CommandResult,
  ) {
    super();
  }

  /** Those that the database has not seen yet. */
  get unapplied(): ListedMigration[] {
    return this.all.filter(({ applied }) => !applied);
  }

  get #columns() {
    return [
      { title: "applied", cell: ({ applied }: ListedMigration) => (applied ? "yes" : "no") },
      { title: "app", cell: ({ app }: ListedMigration) => app, code: true },
      { title: "migration", cell: ({ name }: ListedMigration) => name, code: true },
    ];
  }

  protected asText(): string {
    return textTable(this.#columns, this.all);
  }

  protected asHtml(): Html {
    return html`<div class="card"><p class="title">${this.all.length} migrations, ${this.unapplied.length} not applied</p>${htmlTable(this.#columns, this.all)}</div>`;
  }
}

/**
 * `python manage.py showmigrations`, really run.
 *
 * @param apps labels; all apps unless said
 * @throws AppNotRegistered
 * @source https://docs.djangoproject.com/en/stable/ref/django-admin/#showmigrations
 * @example (await mysite.showmigrations("sessions")).all.length // 1
 */
export async function showmigrations(project: Managed, ...apps: string[]): Promise<MigrationList> {
  const command = await manageFor(project, "showmigrations", apps.map(word));
  const all: ListedMigration[] = [];
  let app = "";
  for (const line of command.stdout.split(/\r?\n/)) {
    app = /^(\w+)$/.exec(line)?.[1] ?? app;
    const [, mark, name] = /^ \[(.)\] (\w+)/.exec(line) ?? [];
    if (name) all.push({ app, name, applied: mark === "X" });
  }
  return new MigrationList(all, command);
}
