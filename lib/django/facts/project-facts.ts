/** A project in a few lines. */
import { basename } from "node:path";
import type { Environment } from "../../python/environment.js";
import { type Html, html } from "../../tools/html.js";
import { Shown } from "../../tools/show.js";
import { ask } from "./ask.js";

/** As topics/project.py answers. */
export interface ProjectAnswer {
  django: string;
  settingsModule: string;
  debug: boolean;
  apps: string[];
  databases: Record<string, { engine: string; name: string }>;
  unappliedMigrations: string[];
}

/** What Django says about a project. */
export class ProjectFacts extends Shown {
  /** Django's version, for instance `5.2.8`. */
  readonly django: string;
  /** For instance `mysite.settings`. */
  readonly settingsModule: string;
  /** The setting DEBUG. */
  readonly debug: boolean;
  /** The apps it is made of, as Python names them. */
  readonly apps: readonly string[];
  /** The setting DATABASES, as far as it is no secret; `name` of SQLite is a path. */
  readonly databases: Readonly<Record<string, { engine: string; name: string }>>;
  /** Those that the database has not seen yet, for instance `auth.0001_initial`. */
  readonly unappliedMigrations: readonly string[];

  constructor(answer: ProjectAnswer) {
    super();
    this.django = answer.django;
    this.settingsModule = answer.settingsModule;
    this.debug = answer.debug;
    this.apps = answer.apps;
    this.databases = answer.databases;
    this.unappliedMigrations = answer.unappliedMigrations;
  }

  #rows(): [string, string][] {
    return [
      ["Django", this.django],
      ["settings", this.settingsModule],
      ["DEBUG", this.debug ? "True" : "False"],
      ["apps", this.apps.join(", ")],
      [
        "databases",
        Object.values(this.databases)
          .map(({ engine }) => engine)
          .join(", "),
      ],
      ["unapplied migrations", String(this.unappliedMigrations.length)],
    ];
  }

  protected asText(): string {
    return this.#rows()
      .map(([name, value]) => `${name}: ${value}`)
      .join("\n");
  }

  protected asHtml(): Html {
    return html`<div class="card"><table><tbody>${this.#rows().map(
      ([name, value]) => html`<tr><th scope="row">${name}</th><td>${value}</td></tr>`,
    )}</tbody></table></div>`;
  }
}

/**
 * Asks the project in `folder`, by the environment's Python.
 *
 * @param folder absolute; holds manage.py
 * @throws CommandFailed with Python's traceback when the project does not load
 */
export async function probeProject(environment: Environment, folder: string): Promise<ProjectFacts> {
  const project = { name: basename(folder), folder, environment };
  const answers = await ask<{ project: ProjectAnswer }>(project, { project: {} });
  return new ProjectFacts(answers.project);
}
