/** A virtual environment, read from the disk. */
import { lstat, readdir, realpath } from "node:fs/promises";
import { basename, join, relative } from "node:path";
import { DjlabError } from "../tools/errors.js";
import { type Html, html } from "../tools/html.js";
import type { CommandResult } from "../tools/result.js";
import { Shown } from "../tools/show.js";
import type { Workspace } from "../tools/workspace.js";
import { activated } from "./activated.js";
import type { Activation } from "./activation.js";
import { type EnvironmentInspection, inspectEnvironment } from "./inspection.js";
import { inspectPython, type PythonFacts } from "./interpreter.js";
import { interpreterIn, programsFolder } from "./layout.js";
import { type Maker, makerOf } from "./maker.js";
import { Pip } from "./pip.js";
import { readConfig } from "./pyvenv-config.js";
import { type Removed, removeEnvironment } from "./removal.js";
import { activationIn, ownShell, type ShellName } from "./shells.js";

export { programsFolder } from "./layout.js";

/** An environment is there, but its Python is not: it was uninstalled, or the folder is half copied. */
export class EnvironmentBroken extends DjlabError {}

/** How an environment holds its interpreter. */
export interface Interpreter {
  /** Path as typed in the workspace, for instance `env/bin/python`. */
  path: string;
  kind: "link" | "copy";
  /** The file that really runs, absolute; of a copy, itself. */
  target: string;
}

/** A virtual environment (PEP 405). */
export class Environment extends Shown {
  readonly pip: Pip;

  private constructor(
    readonly workspace: Workspace,
    readonly name: string,
    /** The lines of its pyvenv.cfg. */
    readonly config: Readonly<Record<string, string>>,
    readonly interpreter: Interpreter,
    readonly facts: PythonFacts,
    /** What lies in it: path as typed in the workspace, and what for. */
    readonly parts: readonly [path: string, purpose: string][],
    /** The command that made it, when this run made it. */
    readonly made?: CommandResult,
  ) {
    super();
    this.pip = new Pip(this);
  }

  /**
   * Reads an environment from the disk and asks its Python about itself.
   *
   * @throws DjlabError when there is none of that name
   * @throws EnvironmentBroken when its interpreter is gone
   */
  static async read(workspace: Workspace, name: string, made?: CommandResult): Promise<Environment> {
    const folder = workspace.path(name);
    const config = await readConfig(folder);
    if (!config) {
      throw new DjlabError(`${name} is not a virtual environment: it has no pyvenv.cfg`, {
        next: `Make it first: await lab.venv("${name}")`,
      });
    }
    const interpreter = await readInterpreter(workspace, name);
    const { facts } = await inspectPython([join(folder, programsFolder, "python")]);
    return new Environment(
      workspace,
      name,
      config,
      interpreter,
      facts,
      await readParts(workspace, folder),
      made,
    );
  }

  /** Absolute path. */
  get folder(): string {
    return this.workspace.path(this.name);
  }

  /** Version of its Python, for instance `3.12.1`. */
  get version(): string {
    return this.facts.version;
  }

  /** `sys.prefix` of its Python: the environment itself. Absolute. */
  get prefix(): string {
    return this.facts.prefix;
  }

  /** `sys.base_prefix`: the installation that lends it the standard library. Absolute. */
  get basePrefix(): string {
    return this.facts.basePrefix;
  }

  /** The folder of the modules that come with Python. Absolute. */
  get standardLibrary(): string {
    return this.facts.standardLibrary;
  }

  /** Which tool made it: venv, virtualenv, uv or pipenv. */
  get maker(): Maker {
    return makerOf(this.folder, this.config);
  }

  /** What a prompt shows while it is active, without the brackets. */
  get prompt(): string {
    return this.config.prompt?.replace(/^(["'])(.*)\1$/, "$2") || basename(this.folder);
  }

  /** Whether its Python also sees the packages of the one that it was made from. */
  get systemSitePackages(): boolean {
    return this.config["include-system-site-packages"] === "true";
  }

  /** What to type to activate it in the reader's shell. */
  get activation(): string {
    return this.activationIn(ownShell());
  }

  /**
   * What to type to activate it in a shell.
   *
   * @example env.activationIn("cmd").startsWith("env") // true
   */
  activationIn(shell: ShellName): string {
    return activationIn(shell, this.name);
  }

  /**
   * Activates it in a real shell, which ends afterwards, to see what that changes and whether `deactivate`
   * brings all back.
   *
   * @param shell the reader's own unless said
   * @throws ShellMissing, ActivatorMissing, ScriptsForbidden
   * @source https://docs.python.org/3/library/venv.html#how-venvs-work
   * @example (await env.activated()).restored // true
   */
  activated(shell?: ShellName): Promise<Activation> {
    return activated(this, shell);
  }

  /**
   * Its programs, packages and size: counts every file.
   *
   * @example (await env.inspect()).maker.tool // venv
   */
  inspect(): Promise<EnvironmentInspection> {
    return inspectEnvironment(this);
  }

  /**
   * Removes it with all that was installed in it. Programs of it that run are not stopped; a second time
   * does nothing.
   *
   * @throws NotAnEnvironment when something else has its name by now
   * @throws EnvironmentInUse on Windows, when programs that run hold it
   */
  remove(): Promise<Removed> {
    return removeEnvironment(this.workspace, this.name);
  }

  /** The folder of its own packages, as typed in the workspace. */
  get sitePackages(): string {
    return this.workspace.shown(this.facts.sitePackages[0] ?? "");
  }

  /**
   * One of its programs, as typed in a folder, without activating anything.
   *
   * @param folder absolute
   * @example env.program("python", env.workspace.path("mysite")) // ../env/bin/python
   */
  program(name: string, folder: string = this.workspace.folder): string {
    return relative(folder, join(this.folder, programsFolder, name));
  }

  protected asText(): string {
    const width = Math.max(...this.parts.map(([path]) => path.length));
    const lines = this.parts.map(([path, purpose]) => `  ${path.padEnd(width)}  ${purpose}`);
    return [`Virtual environment ${this.name}, Python ${this.version}`, ...lines].join("\n");
  }

  protected asHtml(): Html {
    const config = Object.entries(this.config).map(([key, value]) => `${key} = ${value}`);
    return html`<div class="card"><p class="title">Virtual environment <code>${this.name}</code>, Python ${this.version}</p>
      <table><tbody>${this.parts.map(
        ([path, purpose]) => html`<tr><td><code>${path}</code></td><td>${purpose}</td></tr>`,
      )}</tbody></table>
      <details><summary>What its pyvenv.cfg says</summary><pre>${config.join("\n")}</pre></details></div>`;
  }
}

/** Reads how an environment holds its interpreter. */
async function readInterpreter(workspace: Workspace, name: string): Promise<Interpreter> {
  const file = interpreterIn(workspace.path(name));
  const path = workspace.shown(file);
  try {
    const kind = (await lstat(file)).isSymbolicLink() ? "link" : "copy";
    return { path, kind, target: await realpath(file) };
  } catch (cause) {
    throw new EnvironmentBroken(`The environment ${name} has lost its Python: ${path} leads nowhere`, {
      next: "The Python that it was made from is gone, or the folder is half copied: make the environment anew.",
      cause,
    });
  }
}

async function readParts(workspace: Workspace, folder: string): Promise<[string, string][]> {
  const purposes: Record<string, string> = {
    bin: "its programs: python, pip, and those that packages bring",
    Scripts: "its programs: python, pip, and those that packages bring",
    lib: "the packages that are installed in it",
    Lib: "the packages that are installed in it",
    lib64: "another name (a link) for lib, which some systems expect",
    include: "for packages that compile C code; seldom used",
    Include: "for packages that compile C code; seldom used",
    "pyvenv.cfg": "which Python it was made from; this file makes the folder an environment",
    ".gitignore": "asks git to leave the environment out",
  };
  const names = (await readdir(folder)).sort();
  return names.map((name) => [workspace.shown(join(folder, name)), purposes[name] ?? ""]);
}
