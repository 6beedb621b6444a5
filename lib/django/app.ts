/** An app: a Python package that Django knows how to take in. */
import type { Environment } from "../python/environment.js";
import { type Html, html } from "../tools/html.js";
import type { CommandResult } from "../tools/result.js";
import { Shown } from "../tools/show.js";
import { ask } from "./ask.js";
import { type Snapshot, snapshot } from "./files/snapshot.js";
import { ProjectTree } from "./files/tree.js";

/** What Django makes of an app. */
export interface AppEntry {
  /** The `name` of its AppConfig: the module to import. */
  name?: string;
  /** Short and unique in a project: the beginning of its tables' names. */
  label?: string;
  /** For people. */
  verboseName?: string;
  /** Why Django cannot take it in as it is, in its own words. */
  problem?: string;
  /** Whether INSTALLED_APPS names it; null outside of a project. */
  registered: boolean | null;
}

interface AppFacts extends AppEntry {
  module: string;
  folder: string;
  project?: string;
  made?: CommandResult;
}

/**
 * Asks Django what it makes of an app.
 *
 * @param folder of the project, or one that the module can be imported from; absolute
 * @throws CommandFailed when the project itself does not load
 */
export async function appEntry(environment: Environment, folder: string, module: string): Promise<AppEntry> {
  return ask<AppEntry>("app_entry", environment, folder, module);
}

/** An app on the disk, as Django saw it when it was made or looked for. */
export class App extends Shown {
  /** The module to import, for instance `polls`: what INSTALLED_APPS is to name. */
  readonly name: string;
  /** For instance `polls`: what commands such as `sqlmigrate` take. */
  readonly label: string;
  /** Absolute path. */
  readonly folder: string;
  /** Whether INSTALLED_APPS of its project names it; undefined for one that is in no project. */
  readonly registered?: boolean;
  /** Why Django cannot take it in as it is, in its own words. */
  readonly problem?: string;
  /** The `startapp` that was run for it. */
  readonly made?: CommandResult;
  readonly #project?: string;
  #seen?: Snapshot;

  constructor({ module, folder, name, label, registered, problem, project, made }: AppFacts) {
    super();
    this.name = name ?? module;
    this.label = label ?? module;
    this.folder = folder;
    if (registered !== null) this.registered = registered;
    if (problem !== undefined) this.problem = problem;
    if (made !== undefined) this.made = made;
    this.#project = project;
    if (made?.exitCode === 0) this.#seen = new Map();
  }

  /** Its files as they are now, each with its purpose; what changed since the last look is marked. */
  async tree(): Promise<ProjectTree> {
    const now = await snapshot(this.folder);
    const tree = new ProjectTree(this.name, now, this.#seen);
    this.#seen = now;
    return tree;
  }

  get #state(): string {
    if (this.problem) return `Django cannot take it in: ${this.problem}`;
    if (this.registered === undefined) return "it belongs to no project yet";
    return this.registered
      ? "INSTALLED_APPS names it: Django has taken it in"
      : "INSTALLED_APPS does not name it yet: for Django it is not there";
  }

  protected asText(): string {
    return `App ${this.name}${this.#project ? ` of ${this.#project}` : ""}: ${this.#state}`;
  }

  protected asHtml(): Html {
    return html`<div class="card"><p class="title">App <code>${this.name}</code>${this.#project && html` of <code>${this.#project}</code>`}</p>
      <table><tbody><tr><th scope="row">label</th><td><code>${this.label}</code></td></tr>
      <tr><th scope="row">state</th><td>${this.#state}</td></tr></tbody></table></div>`;
  }
}
