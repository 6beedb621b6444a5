/** The apps that a project is made of. */
import { DjlabError } from "../../tools/errors.js";
import { type Html, html } from "../../tools/html.js";
import { Shown } from "../../tools/show.js";
import { code, counted, htmlTable, textTable } from "../../tools/table.js";
import { shortPath } from "./place.js";

/** What an app may have: modules, and folders for templates and static files. */
export type AppPart =
  | "admin"
  | "migrations"
  | "models"
  | "static"
  | "templates"
  | "templatetags"
  | "tests"
  | "urls"
  | "views";

/** As topics/apps.py answers, and as `InstalledApps` holds them. */
export interface AppAnswer {
  /** As Python imports it, for instance `django.contrib.auth`. */
  name: string;
  /** Short, and its own in the project, for instance `auth`. */
  label: string;
  /** For people. */
  verboseName: string;
  /** Its AppConfig, for instance `polls.apps.PollsConfig`. */
  config: string;
  /** Its folder: from the project's where it lies in it, else absolute. */
  path: string;
  lies: "project" | "site-packages" | "elsewhere";
  /** How many models it has. */
  models: number;
  /** What of the usual parts it has. */
  has: AppPart[];
  /** The kind of key that its models get when they name none. */
  defaultAutoField: string;
}

/** There is no app of that name in INSTALLED_APPS. */
export class AppUnknown extends DjlabError {}

/** The apps, in the order of INSTALLED_APPS. */
export class InstalledApps extends Shown {
  constructor(readonly all: readonly AppAnswer[]) {
    super();
  }

  /** Those whose code lies in the project. */
  get own(): AppAnswer[] {
    return this.all.filter(({ lies }) => lies === "project");
  }

  /**
   * One app by its name or label.
   *
   * @throws AppUnknown
   * @example (await mysite.apps()).get("auth").name // django.contrib.auth
   */
  get(name: string): AppAnswer {
    const found = this.all.find((app) => app.name === name || app.label === name);
    if (found) return found;
    throw new AppUnknown(`The project has no app ${name}`, {
      next: `Enter it in INSTALLED_APPS, or take one of these: ${this.all.map(({ label }) => label).join(", ")}.`,
    });
  }

  #title(): string {
    return `${counted(this.all.length, "app")}, ${this.own.length} of them in the project`;
  }

  protected asText(): string {
    const rows = this.all.map((app) => [
      app.name,
      counted(app.models, "model"),
      app.lies,
      app.has.join(", "),
    ]);
    return `${this.#title()}\n${textTable(rows)}`;
  }

  protected asHtml(): Html {
    const rows = this.all.map((app) => [
      html`${code(app.name)} <span class="soft">${app.verboseName}</span>`,
      app.models,
      html`<span class="badge">${app.lies}</span> ${shortPath(app.path)}`,
      app.has.join(", "),
    ]);
    return html`<div class="card"><p class="title">${this.#title()}</p>${htmlTable(["app", "models", "lies in", "has"], rows)}</div>`;
  }
}
