/** The commands that Django knows, asked of Django. */
import type { Environment } from "../python/environment.js";
import { type Html, html } from "../tools/html.js";
import { Shown } from "../tools/show.js";
import { ask } from "./ask.js";
import type { Django } from "./django.js";
import { isManaged, type Managed } from "./manage.js";
import { htmlTable, textTable } from "./table.js";

/** A command of `manage.py` or `django-admin`. */
export interface DjangoCommand {
  name: string;
  /** The app that brings it, or `django.core`. */
  app: string;
  /** What it does, in its own words. */
  help: string;
  /** Its own words and options; those that every command takes are left out. */
  usage: string;
}

const columns = [
  { title: "command", cell: ({ name }: DjangoCommand) => name, code: true },
  { title: "what it does", cell: ({ help }: DjangoCommand) => firstSentence(help) },
];

/** Every command that there is, by the app that brings it. */
export class Commands extends Shown {
  constructor(
    /** What runs them: `manage.py` or `django-admin`. */
    readonly program: string,
    /** By name. */
    readonly all: readonly DjangoCommand[],
  ) {
    super();
  }

  /** The apps that bring commands; Django's core first. */
  get apps(): string[] {
    const apps = new Set(this.all.map(({ app }) => app));
    return [...apps].sort(
      (a, b) => Number(b === "django.core") - Number(a === "django.core") || (a < b ? -1 : 1),
    );
  }

  /** The commands that an app brings. */
  from(app: string): DjangoCommand[] {
    return this.all.filter((command) => command.app === app);
  }

  /** The command of that name, if there is one. */
  get(name: string): DjangoCommand | undefined {
    return this.all.find((command) => command.name === name);
  }

  protected asText(): string {
    return this.apps
      .map((app) => `${app}\n${textTable(columns, this.from(app)).replace(/^/gm, "  ")}`)
      .join("\n");
  }

  protected asHtml(): Html {
    const withUsage = [...columns, { title: "usage", cell: ({ usage }: DjangoCommand) => usage, code: true }];
    return html`<div class="card"><p class="title">${this.all.length} commands of <code>${this.program}</code></p>
      ${this.apps.map((app) => html`<details><summary><code>${app}</code> (${this.from(app).length})</summary>${htmlTable(withUsage, this.from(app))}</details>`)}</div>`;
  }
}

function firstSentence(text: string): string {
  return /^.*?[.!?](?= |$)/.exec(text)?.[0] ?? text;
}

/**
 * Every command of a project's manage.py; of an environment, those of django-admin outside of any project.
 *
 * @throws CommandFailed as `diagnosisOfTraceback` tells it, when the project does not load
 * @source https://docs.djangoproject.com/en/stable/ref/django-admin/#django-admin-help
 * @example (await mysite.commands()).get("collectstatic")?.app // django.contrib.staticfiles
 */
export async function commands(where: Managed | Environment | Django): Promise<Commands> {
  const project = isManaged(where) ? where : undefined;
  const environment = "environment" in where ? where.environment : where;
  const folder = project?.folder ?? environment.folder;
  const found = await ask<DjangoCommand[]>("command_list", environment, folder);
  return new Commands(project ? "manage.py" : "django-admin", found);
}
