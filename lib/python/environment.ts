/** A virtual environment, read from the disk. */
import { basename, join, relative } from "node:path";
import { run } from "../tools/command.js";
import { type Html, html } from "../tools/html.js";
import type { CommandResult } from "../tools/result.js";
import { Shown } from "../tools/show.js";
import type { Workspace } from "../tools/workspace.js";
import { activated } from "./activated.js";
import type { Activation } from "./activation.js";
import { ExplainedConfig } from "./explained-config.js";
import { type FoundEnvironment, findEnvironment, type Interpreter } from "./found-environment.js";
import { type EnvironmentInspection, inspectEnvironment } from "./inspection.js";
import type { PythonFacts } from "./interpreter.js";
import { programsFolder } from "./layout.js";
import { type Maker, makerOf } from "./maker.js";
import { Pip } from "./pip.js";
import { type Removed, removeEnvironment } from "./removal.js";
import { activationIn, activatorIn, ownShell, type ShellName } from "./shells.js";

export { programsFolder } from "./layout.js";

/** A virtual environment (PEP 405). */
export class Environment extends Shown {
  readonly pip: Pip;
  /** The folder's own name. */
  readonly name: string;
  /** Absolute path. */
  readonly folder: string;
  /** The lines of its pyvenv.cfg. */
  readonly config: Readonly<Record<string, string>>;
  readonly interpreter: Interpreter;
  readonly facts: PythonFacts;
  /** What lies in it: path as typed in the workspace, and what for. */
  readonly parts: readonly [path: string, purpose: string][];

  protected constructor(
    readonly workspace: Workspace,
    found: FoundEnvironment,
    /** The command that made it, when this run made it. */
    readonly made?: CommandResult,
  ) {
    super();
    this.folder = found.folder;
    this.name = basename(found.folder);
    this.config = found.config;
    this.interpreter = found.interpreter;
    this.facts = found.facts;
    this.parts = found.parts;
    this.pip = new Pip(this);
  }

  /**
   * Reads an environment from the disk and asks its Python about itself.
   *
   * @throws NotAnEnvironment when there is none of that name
   * @throws EnvironmentBroken when its interpreter is gone
   */
  static async read(workspace: Workspace, name: string, made?: CommandResult): Promise<Environment> {
    return new Environment(workspace, await findEnvironment(workspace, workspace.path(name)), made);
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
    const activator = activatorIn(this.folder, shell);
    return activationIn(shell, this.workspace.shown(this.folder), process.platform, activator);
  }

  /**
   * Activates it in a real shell, which ends afterwards, to see what that changes and whether `deactivate`
   * brings all back.
   *
   * @param shell the reader's own unless said
   * @param from the folder in which one types, absolute; the workspace's unless said
   * @throws ShellMissing, ActivatorMissing, ScriptsForbidden
   * @source https://docs.python.org/3/library/venv.html#how-venvs-work
   * @example (await env.activated()).restored // true
   */
  activated(shell?: ShellName, from?: string): Promise<Activation> {
    return activated(this, shell, from);
  }

  /**
   * One of its programs, really run in the workspace: named by its path, so that nothing need be activated.
   *
   * @throws CommandFailed when it fails
   * @example (await env.run("python", "--version")).stdout.startsWith("Python") // true
   */
  run(program: string, ...rest: string[]): Promise<CommandResult> {
    const { workspace } = this;
    return run([this.program(program), ...rest], { cwd: workspace.folder, terminal: workspace });
  }

  /** Its pyvenv.cfg, line by line with what each says. */
  get configExplained(): ExplainedConfig {
    return new ExplainedConfig(this.config);
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
