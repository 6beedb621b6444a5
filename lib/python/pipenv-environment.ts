/** The environment that pipenv made for a project. */
import { existsSync } from "node:fs";
import { type Html, html } from "../tools/html.js";
import { Environment } from "./environment.js";
import { type FoundEnvironment, findEnvironment } from "./found-environment.js";
import type { PipenvProject } from "./pipenv-project.js";
import { Removed } from "./removal.js";

/**
 * A virtual environment that lies where pipenv put it: apart from the project, or in its `.venv`. All that
 * takes an environment takes this one, too.
 *
 * @example
 * const pipenv = await Pipenv.open(workspace, python, "shop");
 * await pipenv.install("django");
 * const shopsite = await startproject("shopsite", await pipenv.environment());
 */
export class PipenvEnvironment extends Environment {
  readonly #pipenv: PipenvProject;

  private constructor(pipenv: PipenvProject, found: FoundEnvironment) {
    super(pipenv.workspace, found);
    this.#pipenv = pipenv;
  }

  /** Reads it from the disk and asks its Python about itself. */
  static async of(pipenv: PipenvProject, folder: string): Promise<PipenvEnvironment> {
    return new PipenvEnvironment(pipenv, await findEnvironment(pipenv.workspace, folder));
  }

  /** The project's folder, absolute. */
  get project(): string {
    return this.#pipenv.folder;
  }

  /** Whether it lies in the project, as `.venv`. */
  get isInProject(): boolean {
    return this.name === ".venv";
  }

  /** `pipenv --rm`, really run; a second time does nothing. */
  override async remove(): Promise<Removed> {
    const wasThere = existsSync(this.folder);
    if (wasThere) await this.#pipenv.run(["--rm"]);
    return new Removed(this.name, wasThere);
  }

  #sentence(): string {
    return this.isInProject
      ? "It lies in the project and moves with it, but does not work after a move: its programs name their interpreter by the old path."
      : "Its name is the project's, and a hash of the path of the Pipfile: a project that is moved has another hash, and so no environment.";
  }

  protected override asText(): string {
    const [place, project] = [this.workspace.shown(this.folder), this.workspace.shown(this.project)];
    return `pipenv's environment of ${project}, Python ${this.version}, in ${place}\n${this.#sentence()}`;
  }

  protected override asHtml(): Html {
    return html`<div class="card"><p class="title">pipenv's environment of <code>${this.workspace.shown(this.project)}</code>, Python ${this.version}</p>
      <p>In <code>${this.workspace.shown(this.folder)}</code></p><p class="soft">${this.#sentence()}</p></div>`;
  }
}
