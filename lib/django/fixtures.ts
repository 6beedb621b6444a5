/** `manage.py dumpdata` and `loaddata`: what the database holds, as text and back. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { CommandFailed } from "../tools/errors.js";
import type { Diagnosis } from "../tools/failures.js";
import { type Html, html } from "../tools/html.js";
import { CommandResult } from "../tools/result.js";
import { Shown } from "../tools/show.js";
import { counted } from "../tools/table.js";
import { type Managed, manageFor } from "./manage.js";
import { DestinationMissing } from "./refusals.js";
import { htmlTable, textTable } from "./table.js";
import { filePath, word } from "./words.js";

/** An object of the database, as Django writes it into a fixture. */
export interface FixtureObject {
  /** For instance `polls.question`. */
  model: string;
  pk: unknown;
  /** By name; passwords (scrambled ones, too), tokens and sessions are `****`. */
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
    /** What it printed is masked as the objects are. */
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
    return `${counted(this.objects.length, "object")}${this.file ? ` in ${this.file}` : ""}`;
  }

  protected asText(): string {
    return [this.#title, textTable(columns, this.objects)].filter(Boolean).join("\n");
  }

  protected asHtml(): Html {
    return html`<div class="card"><p class="title">${this.#title}</p>${this.objects.length > 0 && htmlTable(columns, this.objects)}</div>`;
  }
}

/**
 * `python manage.py dumpdata LABEL…`, really run. What it prints comes back as data and is not shown. Secrets
 * are masked in all that comes back; a file that you name holds them as the database does, so that `loaddata`
 * can put them back: keep it to yourself.
 *
 * @param labels of apps or models, for instance `polls` or `polls.Question`; everything when empty
 * @param options.output a file below the project's folder to write to, whole, for `loaddata`
 * @throws NotMigrated, AppNotRegistered; DestinationMissing when the file's folder is not there
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
  const ran = await manageFor(project, "dumpdata", [...labels.map(word), ...target], {
    printed: false,
    json: output === undefined,
    diagnose: notDumped,
  });
  const text = output === undefined ? ran.stdout : await readFile(join(project.folder, output), "utf8");
  const objects = withoutSecrets(text.slice(text.indexOf("[")));
  const stdout = output === undefined ? JSON.stringify(objects) : ran.stdout;
  return new Dump(objects, new CommandResult({ ...ran, stdout }), output);
}

const secretField = /passw(?:or)?d|secret|token|session_key|session_data|api_?key|private_key/i;

/** Whose key is a secret itself: whoever has it gets in. */
const secretModel = /^sessions\.session$|token$/i;

/** The objects of a fixture, secrets masked; also those inside of a field that holds JSON. */
function withoutSecrets(text: string): FixtureObject[] {
  const mask = (name: string, value: unknown) => (secretField.test(name) && value ? "****" : value);
  const objects: FixtureObject[] = JSON.parse(text, mask);
  return objects.map((one) => (secretModel.test(one.model) && one.pk ? { ...one, pk: "****" } : one));
}

function notDumped({ stderr }: CommandResult): Diagnosis | undefined {
  const file = /serialize database: \[Errno 2\] No such file or directory: '(.+)'/.exec(stderr)?.[1];
  if (file !== undefined) {
    const folder = file.replace(/\/[^/]*$/, "");
    return {
      type: DestinationMissing,
      reason: `was refused: there is no folder ${folder}`,
      next: `Make the folder ${folder} first.`,
    };
  }
  const model = /Unknown model: (\S+)/.exec(stderr)?.[1];
  if (model === undefined) return undefined;
  return {
    type: CommandFailed,
    reason: `was refused: there is no model ${model}`,
    next: "See those that there are: await project.models()",
  };
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
    return `${counted(this.objects, "object")} ${this.objects === 1 ? "was" : "were"} put into the database`;
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
  const command = await manageFor(project, "loaddata", [filePath(file)], { diagnose: notLoaded });
  return new Loaded(Number(/^Installed (\d+) object/m.exec(command.stdout)?.[1] ?? 0), command);
}

function notLoaded({ stderr }: CommandResult): Diagnosis | undefined {
  const name = /No fixture named '(.+)' found/.exec(stderr)?.[1];
  if (name === undefined) return undefined;
  return {
    type: CommandFailed,
    reason: `was refused: there is no fixture ${name}`,
    next: "Django looks in the folder fixtures/ of each app in INSTALLED_APPS, and for a path from the project's folder.",
  };
}
