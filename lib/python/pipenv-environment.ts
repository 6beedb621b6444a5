/** The environment that pipenv made for a project. */
import { basename, join, relative } from "node:path";
import { type Html, html } from "../tools/html.js";
import { Shown } from "../tools/show.js";
import type { Workspace } from "../tools/workspace.js";
import { programsFolder } from "./environment.js";
import { inspectPython, type PythonFacts } from "./interpreter.js";
import { Pip } from "./pip.js";

/** A virtual environment that lies where pipenv put it: apart from the project, or in its `.venv`. */
export class PipenvEnvironment extends Shown {
  /** For instance `shop-Zt3_1mQa`; `.venv` in the project. */
  readonly name: string;
  readonly pip: Pip;

  private constructor(
    readonly workspace: Workspace,
    /** Absolute. */
    readonly folder: string,
    /** The project's, absolute. */
    readonly project: string,
    readonly facts: PythonFacts,
  ) {
    super();
    this.name = basename(folder);
    this.pip = new Pip(this);
  }

  /** Reads it from the disk and asks its Python about itself. */
  static async read(workspace: Workspace, folder: string, project: string): Promise<PipenvEnvironment> {
    const { facts } = await inspectPython([join(folder, programsFolder, "python")]);
    return new PipenvEnvironment(workspace, folder, project, facts);
  }

  /** Version of its Python, for instance `3.12.1`. */
  get version(): string {
    return this.facts.version;
  }

  /** Whether it lies in the project, as `.venv`. */
  get isInProject(): boolean {
    return this.name === ".venv";
  }

  /**
   * One of its programs, as typed in a folder, without activating anything.
   *
   * @param folder absolute; the workspace's unless said
   */
  program(name: string, folder: string = this.workspace.folder): string {
    return relative(folder, join(this.folder, programsFolder, name));
  }

  #sentence(): string {
    return this.isInProject
      ? "It lies in the project and moves with it, but does not work after a move: its programs name their interpreter by the old path."
      : "Its name is the project's, and a hash of the path of the Pipfile: a project that is moved has another hash, and so no environment.";
  }

  protected asText(): string {
    const [place, project] = [this.workspace.shown(this.folder), this.workspace.shown(this.project)];
    return `pipenv's environment of ${project}, Python ${this.version}, in ${place}\n${this.#sentence()}`;
  }

  protected asHtml(): Html {
    return html`<div class="card"><p class="title">pipenv's environment of <code>${this.workspace.shown(this.project)}</code>, Python ${this.version}</p>
      <p>In <code>${this.workspace.shown(this.folder)}</code></p><p class="soft">${this.#sentence()}</p></div>`;
  }
}
