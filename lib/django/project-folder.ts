/** The files of a Django project: all that can be asked before there is a Django. */
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { DjlabError } from "../tools/errors.js";
import { type Html, html } from "../tools/html.js";
import { Shown } from "../tools/show.js";
import type { Workspace } from "../tools/workspace.js";
import { ProjectChanges } from "./files/changes.js";
import { type Snapshot, snapshot } from "./files/snapshot.js";
import { ProjectTree } from "./files/tree.js";

/** A folder without a manage.py is no Django project. */
export class NotAProject extends DjlabError {}

/** A folder that holds manage.py, as files on the disk. */
export class ProjectFolder extends Shown {
  /** What was there at the last look. */
  #seen?: Snapshot;

  /** @param isNew whether all of it counts as new at the first look; otherwise nothing does */
  constructor(
    /** The name that it was made with; of one that was there, its folder's. */
    readonly name: string,
    /** Absolute path. */
    readonly folder: string,
    isNew = false,
  ) {
    super();
    if (isNew) this.#seen = new Map();
  }

  /**
   * Its files as they are now; what came, changed or went since the last look is marked.
   *
   * @example (await mysite.tree()).files.includes("manage.py") // true
   */
  async tree(): Promise<ProjectTree> {
    const now = await snapshot(this.folder);
    const tree = new ProjectTree(basename(this.folder), now, this.#seen);
    this.#seen = now;
    return tree;
  }

  /**
   * What changed in its files since the last look (by this or by `tree`), file by file, as a diff.
   *
   * @example const { files } = await mysite.changes();
   */
  async changes(): Promise<ProjectChanges> {
    const now = await snapshot(this.folder);
    const found = new ProjectChanges(this.name, this.#seen ?? now, now);
    this.#seen = now;
    return found;
  }

  /**
   * The text of one of its files.
   *
   * @param path from the project's folder, with forward slashes, for instance `mysite/urls.py`
   * @throws DjlabError when there is no such file in the project
   * @example await mysite.read("manage.py");
   */
  async read(path: string): Promise<string> {
    if (path.split(/[\\/]/).includes("..")) {
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

  protected asText(): string {
    return `Django project ${this.name}`;
  }

  protected asHtml(): Html {
    return html`<div class="card">Django project <code>${this.name}</code></div>`;
  }
}

/**
 * The files of a project that is there.
 *
 * @param name of its folder in the workspace, or `.` for the workspace itself
 * @throws NotAProject when that has no manage.py
 * @example projectFolder(workspace, "mysite").name // mysite
 */
export function projectFolder(workspace: Workspace, name: string): ProjectFolder {
  const folder = name === "." ? workspace.folder : workspace.path(name);
  if (!existsSync(join(folder, "manage.py"))) {
    throw new NotAProject(`${name === "." ? folder : name} is not a Django project: it has no manage.py`, {
      next: `Make one first: await startproject("mysite", env)`,
    });
  }
  return new ProjectFolder(basename(folder), folder);
}
