/** A Django project on the disk, with the environment that it runs in. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Environment } from "../python/environment.js";
import { DjlabError } from "../tools/errors.js";
import { type Html, html } from "../tools/html.js";
import type { CommandResult } from "../tools/result.js";
import { Shown } from "../tools/show.js";
import { type ProjectFacts, probeProject } from "./facts/probe.js";
import { type Snapshot, snapshot } from "./files/snapshot.js";
import { ProjectTree } from "./files/tree.js";
import { manage } from "./manage.js";
import { Server } from "./serve/server.js";

/** A Django project: the folder that holds manage.py. */
export class Project extends Shown {
  /** What was there at the last look. */
  #seen?: Snapshot;

  constructor(
    readonly environment: Environment,
    readonly name: string,
    /** The `startproject` that was run for it. */
    readonly made: CommandResult,
  ) {
    super();
    // What this run made is all new; of what was here before, nothing is known to have changed.
    if (made.exitCode === 0) this.#seen = new Map();
  }

  /** Absolute path. */
  get folder(): string {
    return this.environment.workspace.path(this.name);
  }

  /**
   * Its files as they are now; what came, changed or went since the last look is marked.
   *
   * @example const { files } = await mysite.tree();
   */
  async tree(): Promise<ProjectTree> {
    const now = await snapshot(this.folder);
    const tree = new ProjectTree(this.name, now, this.#seen);
    this.#seen = now;
    return tree;
  }

  /**
   * The text of one of its files.
   *
   * @param path from the project's folder, with forward slashes, for instance `mysite/urls.py`
   * @throws DjlabError when there is no such file in the project
   */
  async read(path: string): Promise<string> {
    if (path.split("/").includes("..")) {
      throw new DjlabError(`${path} leads out of the project`, { next: "Give a path below its folder." });
    }
    try {
      return await readFile(join(this.folder, path), "utf8");
    } catch (cause) {
      throw new DjlabError(`${this.name} has no file ${path}`, {
        next: `Look at what it has: await ${this.name}.tree()`,
        cause,
      });
    }
  }

  /** What Django says about it: version, settings, apps, migrations not applied yet. */
  async facts(): Promise<ProjectFacts> {
    return probeProject(this.environment, this.folder);
  }

  /**
   * `python manage.py COMMAND`, really run.
   *
   * @throws CommandFailed
   * @example await mysite.manage("check");
   */
  async manage(command: string, ...rest: string[]): Promise<CommandResult> {
    return manage(this, command, ...rest);
  }

  /**
   * `python manage.py runserver`, really run, at a free port of this machine; resolves when it answers.
   * A server of this project that still runs is stopped first.
   *
   * @throws DjlabError when it does not start, with its own last words
   */
  async runserver(): Promise<Server> {
    return Server.start(this);
  }

  protected asText(): string {
    return `Django project ${this.name}`;
  }

  protected asHtml(): Html {
    return html`<div class="card">Django project <code>${this.name}</code>, in the environment <code>${this.environment.name}</code></div>`;
  }
}
