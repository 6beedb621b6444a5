/** `manage.py dumpdata` and `loaddata`: what the database holds, as text and back. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type Html, html } from "../tools/html.js";
import type { CommandResult } from "../tools/result.js";
import { Shown } from "../tools/show.js";
import { type Managed, manageFor } from "./manage.js";
import { htmlTable, textTable } from "./table.js";
import { filePath, word } from "./words.js";

/** An object of the database, as Django writes it into a fixture. */
export interface FixtureObject {
  /** For instance `polls.question`. */
  model: string;
  pk: unknown;
  /** By name; passwords, also scrambled ones, are `****`. */
  fields: Record<string, unknown>;
}

const columns = [
  { title: "model", cell: ({ model }: FixtureObject) => model, code: true },
  { title: "key", cell: ({ pk }: FixtureObject) => String(pk) },
  { title: "fields", cell: ({ fields }: FixtureObject) => JSON.stringify(fields), code: true },
];

/** What the database holds, or a part of it. */
export class Dump extends Shown {
  constructor(
    readonly objects: readonly FixtureObject[],
    readonly command: CommandResult,
    /** The file that it was written to, from the project's folder. */
    readonly file?: string,
  ) {
    super();
  }

  /** How many objects of each model there are. */
  get counts(): Record<string, number> {
    const counts: Record<string, number> = {};
    for (const { model } of this.objects) counts[model] = (counts[model] ?? 0) + 1;
    return counts;
  }

  get #title(): string {
    return `${this.objects.length} objects${this.file ? ` in ${this.file}` : ""}`;
  }

  protected asText(): string {
    return [this.#title, textTable(columns, this.objects)].filter(Boolean).join("\n");
  }

  protected asHtml(): Html {
    return html`<div class="card"><p class="title">${this.#title}</p>${this.objects.length > 0 && htmlTable(columns, this.objects)}</div>`;
  }
}

/**
 * `python manage.py dumpdata LABEL…`, really run. What it prints comes back as data and is not shown.
 *
 * @param labels of apps or models, for instance `polls` or `polls.Question`; everything when empty
 * @param options.output a file below the project's folder to write to, whole, for `loaddata`
 * @throws NotMigrated, AppNotRegistered
 * @source https://docs.djangoproject.com/en/stable/ref/django-admin/#dumpdata
 * @example
 * await mysite.migrate();
 * (await mysite.dumpdata(["sessions"])).objects.length // 0
 */
export async function dumpdata(
  project: Managed,
  labels: readonly string[] = [],
  { output }: { output?: string } = {},
): Promise<Dump> {
  const target = output === undefined ? [] : ["--indent", "2", "--output", filePath(output)];
  const command = await manageFor(project, "dumpdata", [...labels.map(word), ...target], { printed: false });
  const text = output === undefined ? command.stdout : await readFile(join(project.folder, output), "utf8");
  const objects = JSON.parse(text.slice(text.indexOf("["))) as FixtureObject[];
  return new Dump(objects.map(withoutPassword), command, output);
}

function withoutPassword(object: FixtureObject): FixtureObject {
  const fields = Object.entries(object.fields).map(([name, value]) => [
    name,
    /password|secret|token/i.test(name) && value ? "****" : value,
  ]);
  return { ...object, fields: Object.fromEntries(fields) };
}

/** What `loaddata` has put into the database. */
export class Loaded extends Shown {
  constructor(
    readonly objects: number,
    readonly command: CommandResult,
  ) {
    super();
  }

  protected asText(): string {
    return `${this.objects} objects were put into the database`;
  }

  protected asHtml(): Html {
    return html`<div class="card">${this.asText()}.</div>`;
  }
}

/**
 * `python manage.py loaddata FILE`, really run. Objects of the same key are replaced.
 *
 * @param file below the project's folder, or the name of a fixture in an app's `fixtures/`
 * @throws NotMigrated; CommandFailed when there is no such fixture
 * @source https://docs.djangoproject.com/en/stable/ref/django-admin/#loaddata
 */
export async function loaddata(project: Managed, file: string): Promise<Loaded> {
  const command = await manageFor(project, "loaddata", [filePath(file)]);
  return new Loaded(Number(/^Installed (\d+) object/m.exec(command.stdout)?.[1] ?? 0), command);
}
