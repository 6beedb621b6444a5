/** A project folder with the pipenv that works on it: how it is started, and where its environment is. */
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { run } from "../tools/command.js";
import type { CommandResult } from "../tools/result.js";
import type { Variables } from "../tools/variables.js";
import type { Workspace } from "../tools/workspace.js";
import { inspectPython, type Python } from "./interpreter.js";
import { interpreterIn } from "./layout.js";
import { NoPipenvEnvironment, pipenvDiagnosis, ResolutionFailed } from "./pipenv-diagnosis.js";
import { askPip } from "./pipenv-reason.js";
import { Pipfile } from "./pipfile.js";
import type { Starts } from "./tool.js";

export interface PipenvOptions {
  /** Keep the environment in the project, as `.venv`. */
  inProject?: boolean;
  /** An environment that is active meanwhile: pipenv uses it instead of one of its own. None unless said. */
  active?: { readonly folder: string };
  /** Set for pipenv alone, for instance `PIP_INDEX_URL`; shown, secrets masked. */
  variables?: Variables;
}

export class PipenvProject {
  /** What pipenv is told besides its words. */
  readonly variables: Variables;
  #known?: string;

  constructor(
    readonly workspace: Workspace,
    /** What makes its environment. */
    readonly python: Python,
    readonly name: string,
    readonly starts: Starts,
    { inProject = false, active, variables = {} }: PipenvOptions,
  ) {
    this.variables = {
      ...variables,
      WORKON_HOME: join(workspace.folder, ".virtualenvs"),
      ...(active ? { VIRTUAL_ENV: active.folder } : { PIPENV_IGNORE_VIRTUALENVS: "1" }),
      ...(inProject && { PIPENV_VENV_IN_PROJECT: "1" }),
      // pipenv looks for a Pipfile in the folders above, too, and would work on that one.
      ...(hasPipfileAbove(workspace.folder) && { PIPENV_NO_INHERIT: "1" }),
    };
  }

  /** Absolute path. */
  get folder(): string {
    return this.workspace.path(this.name);
  }

  /** pipenv takes a second to answer; where it is stays the same, as long as it is there. */
  async environmentFolder(): Promise<string | undefined> {
    if (this.#known && existsSync(this.#known)) return this.#known;
    try {
      this.#known = await this.askWhere();
      return this.#known;
    } catch (error) {
      if (error instanceof NoPipenvEnvironment) return undefined;
      throw error;
    }
  }

  /** @throws NoPipenvEnvironment when there is none, as after the project was moved */
  async askWhere(): Promise<string> {
    return (await this.run(["--venv"], [], false)).stdout.trim();
  }

  /** Named only when the environment is made: named again, it could be taken for a wish for another one. */
  async pythonIfNew(): Promise<string[]> {
    const isThere = existsSync(join(this.folder, "Pipfile")) && (await this.environmentFolder());
    return isThere ? [] : ["--python", this.python.facts.executable];
  }

  /**
   * pipenv with these words, in the project's folder.
   *
   * @param asked the packages that it is about, to tell what went wrong with them
   */
  async run(words: string[], asked: readonly string[] = [], show = true): Promise<CommandResult> {
    return run([...this.starts(this.folder), ...words], {
      cwd: this.folder,
      terminal: this.workspace,
      show,
      variables: this.variables,
      diagnose: (result) => pipenvDiagnosis(result, asked, this.python.version),
    });
  }

  /**
   * Of a Pipfile that it cannot read, pipenv says so with a page of its own code.
   *
   * @throws NoPipfile, PipfileUnreadable
   */
  async needsPipfile(): Promise<void> {
    await Pipfile.read(this.folder);
  }

  /** pipenv says the same of a lost network, a wrong name and a missing version: so pip itself is asked. */
  async exactly<T>(asked: readonly string[], act: () => Promise<T>): Promise<T> {
    try {
      return await act();
    } catch (error) {
      const folder = error instanceof ResolutionFailed ? await this.environmentFolder() : undefined;
      if (!(error instanceof ResolutionFailed) || !folder) throw error;
      const python = interpreterIn(folder);
      const { version } = await inspectPython([python]);
      throw await askPip(error, asked, { python, version, cwd: this.folder, variables: this.variables });
    }
  }
}

function hasPipfileAbove(folder: string): boolean {
  const above = dirname(folder);
  return existsSync(join(folder, "Pipfile")) || (above !== folder && hasPipfileAbove(above));
}
