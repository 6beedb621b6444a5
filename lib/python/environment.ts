/** A virtual environment, read from the disk. */
import { lstat, readdir, realpath } from "node:fs/promises";
import { join, relative } from "node:path";
import { DjlabError } from "../tools/errors.js";
import { type Html, html } from "../tools/html.js";
import type { CommandResult } from "../tools/result.js";
import { Shown } from "../tools/show.js";
import type { Workspace } from "../tools/workspace.js";
import { Pip } from "./pip.js";
import { inspectPython, type PythonFacts } from "./python.js";
import { readConfig } from "./pyvenv-config.js";

/** Where an environment's programs lie. */
export const programsFolder = process.platform === "win32" ? "Scripts" : "bin";

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

  /** Reads an environment from the disk and asks its Python about itself. */
  static async read(workspace: Workspace, name: string, made?: CommandResult): Promise<Environment> {
    const folder = workspace.path(name);
    const config = await readConfig(folder);
    if (!config) {
      throw new DjlabError(`${name} is not a virtual environment: it has no pyvenv.cfg`, {
        next: `Make it first: await lab.venv("${name}")`,
      });
    }
    const interpreter = await readInterpreter(workspace, folder);
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

  /** What to type to activate it in the reader's shell. */
  get activation(): string {
    return process.platform === "win32"
      ? `${this.name}\\Scripts\\Activate.ps1`
      : `source ${this.name}/bin/activate`;
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

/** Reads how `folder` holds its interpreter. */
async function readInterpreter(workspace: Workspace, folder: string): Promise<Interpreter> {
  const file = join(folder, programsFolder, process.platform === "win32" ? "python.exe" : "python");
  const kind = (await lstat(file)).isSymbolicLink() ? "link" : "copy";
  return { path: workspace.shown(file), kind, target: await realpath(file) };
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
