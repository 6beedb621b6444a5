/** pipenv, at work in one project folder. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { makeFolder, writable } from "../tools/disk.js";
import { DjlabError } from "../tools/errors.js";
import { type Html, html } from "../tools/html.js";
import type { CommandResult } from "../tools/result.js";
import { Shown } from "../tools/show.js";
import type { Workspace } from "../tools/workspace.js";
import type { Python } from "./interpreter.js";
import { PipenvEnvironment } from "./pipenv-environment.js";
import { PipenvGraph } from "./pipenv-graph.js";
import { type PipenvOptions, PipenvProject } from "./pipenv-project.js";
import { Pipfile } from "./pipfile.js";
import { PipfileLock } from "./pipfile-lock.js";
import { beginPipfile, keepingPipfile } from "./pipfile-writing.js";
import { inTerminal, type Transcript } from "./pty.js";
import { checkName, checkRequirement, normalised } from "./requirement.js";
import { findTool } from "./tool.js";

/**
 * A project folder in the workspace, and pipenv for it. Its environments lie in `.virtualenvs` in the
 * workspace, so that nothing lands in the reader's home.
 *
 * @example
 * const pipenv = await Pipenv.open(workspace, python, "shop");
 * await pipenv.install("sqlparse");
 * (await pipenv.pipfile()).packages.sqlparse // *
 */
export class Pipenv extends Shown {
  readonly #project: PipenvProject;

  private constructor(project: PipenvProject) {
    super();
    this.#project = project;
  }

  /**
   * Opens a project folder, making it when it is not there. Where pipenv is missing, it is put into an
   * environment of its own first.
   *
   * @param name of the folder, in the workspace
   * @throws FolderUnusable when a file has that name, or nothing can be written there
   */
  static async open(
    workspace: Workspace,
    python: Python,
    name: string,
    options: PipenvOptions = {},
  ): Promise<Pipenv> {
    const folder = workspace.path(name);
    await writable(folder, () => makeFolder(folder));
    const starts = await findTool(workspace, python, "pipenv");
    return new Pipenv(new PipenvProject(workspace, python, name, starts, options));
  }

  get workspace(): Workspace {
    return this.#project.workspace;
  }

  /** What makes its environment. */
  get python(): Python {
    return this.#project.python;
  }

  get name(): string {
    return this.#project.name;
  }

  /** The project's, absolute. */
  get folder(): string {
    return this.#project.folder;
  }

  /**
   * `pipenv install PACKAGE…`, really run: writes Pipfile and Pipfile.lock, and makes the environment if need
   * be. Without packages, those of the Pipfile. When it fails, the Pipfile is as it was.
   *
   * @param options.dev into `[dev-packages]`
   * @param options.deploy only if Pipfile.lock fits the Pipfile
   * @throws PipfileUnreadable, NoSuchPackage, NoSuchVersion, PythonDoesNotFit, NetworkFailed, ResolutionFailed, LockOutOfDate
   * @source https://pipenv.pypa.io/en/latest/commands.html#install
   */
  async install(
    packages: string | readonly string[] = [],
    { dev = false, deploy = false }: { dev?: boolean; deploy?: boolean } = {},
  ): Promise<CommandResult> {
    const asked = [packages].flat();
    for (const one of asked) checkRequirement(one);
    if (asked.length === 0 || existsSync(join(this.folder, "Pipfile"))) await this.#project.needsPipfile();
    const index = this.#project.variables.PIP_INDEX_URL ?? process.env.PIP_INDEX_URL;
    if (index) await beginPipfile(this.folder, this.python.version);
    const options = [...(dev ? ["--dev"] : []), ...(deploy ? ["--deploy"] : [])];
    const words = [...(await this.#project.pythonIfNew()), "install", ...options, ...asked];
    return keepingPipfile(this.folder, () =>
      this.#project.exactly(asked, () => this.#project.run(words, asked)),
    );
  }

  /**
   * `pipenv uninstall NAME`, really run: out of the Pipfile, the lock and the environment.
   *
   * @source https://pipenv.pypa.io/en/latest/commands.html#uninstall
   */
  async uninstall(name: string): Promise<CommandResult> {
    checkName(name);
    const { devPackages } = await this.pipfile();
    const isDev = Object.keys(devPackages).some((one) => normalised(one) === normalised(name));
    return this.#project.run(["uninstall", ...(isDev ? ["--dev"] : []), name], [name]);
  }

  /**
   * `pipenv lock`, really run: writes Pipfile.lock anew, with the newest versions that fit.
   *
   * @throws NoPipfile, PipfileUnreadable, NetworkFailed, ResolutionFailed
   * @source https://pipenv.pypa.io/en/latest/commands.html#lock
   */
  async lock(): Promise<CommandResult> {
    const { packages, devPackages } = await this.pipfile();
    const versions = Object.entries({ ...packages, ...devPackages });
    const asked = versions.map(([name, version]) => (version === "*" ? name : name + version));
    const words = [...(await this.#project.pythonIfNew()), "lock"];
    return this.#project.exactly(asked, () => this.#project.run(words, asked));
  }

  /**
   * `pipenv sync`, really run: installs exactly what Pipfile.lock says.
   *
   * @throws NoPipfile, PipfileUnreadable, LockMissing
   * @source https://pipenv.pypa.io/en/latest/commands.html#sync
   */
  async sync({ dev = false } = {}): Promise<CommandResult> {
    await this.#project.needsPipfile();
    return this.#project.run([...(await this.#project.pythonIfNew()), "sync", ...(dev ? ["--dev"] : [])]);
  }

  /**
   * `pipenv run PROGRAM …`, really run: a command in the environment, without activating it.
   *
   * @throws CommandFailed when it fails
   * @source https://pipenv.pypa.io/en/latest/commands.html#run
   */
  async run(program: string, ...rest: string[]): Promise<CommandResult> {
    await this.#project.needsPipfile();
    if (!/^[A-Za-z_][\w.-]*$/.test(program)) {
      throw new DjlabError(`"${program}" cannot be the name of a program here`, {
        next: "Give a plain name, for instance python.",
      });
    }
    return this.#project.run([...(await this.#project.pythonIfNew()), "run", program, ...rest]);
  }

  /**
   * `pipenv graph`, really run.
   *
   * @throws NoPipfile, PipfileUnreadable, NoPipenvEnvironment
   * @source https://pipenv.pypa.io/en/latest/commands.html#graph
   */
  async graph(): Promise<PipenvGraph> {
    await this.#project.needsPipfile();
    const [command, { stdout }] = await Promise.all([
      this.#project.run(["graph"]),
      this.#project.run(["graph", "--json-tree"], [], false),
    ]);
    return new PipenvGraph(JSON.parse(stdout), command);
  }

  /**
   * `pipenv --venv`, really run: the folder of the environment, absolute.
   *
   * @throws NoPipfile, PipfileUnreadable, NoPipenvEnvironment
   */
  async where(): Promise<string> {
    await this.#project.needsPipfile();
    return (await this.#project.run(["--venv"])).stdout.trim();
  }

  /**
   * `pipenv --rm`, really run: removes the environment; Pipfile and Pipfile.lock stay. Without one, nothing.
   *
   * @returns undefined when there was none
   */
  async remove(): Promise<CommandResult | undefined> {
    await this.#project.needsPipfile();
    return (await this.#project.environmentFolder()) === undefined ? undefined : this.#project.run(["--rm"]);
  }

  /**
   * `pipenv shell` in a real (pseudo-)terminal: a shell in the environment, in which commands are typed, and
   * `exit` at the end.
   *
   * @param commands each a line that a person would type
   * @throws NoTerminalHere on Windows
   * @source https://pipenv.pypa.io/en/latest/commands.html#shell
   */
  async shell(...commands: string[]): Promise<Transcript> {
    await this.#project.needsPipfile();
    const line = commands.find((one) => /[\r\n]/.test(one));
    if (line !== undefined) throw new TypeError("A command for the shell is one line");
    // The shell's prompt begins with the environment's name in brackets, once that is active.
    const after = "\\([\\w.-]+\\)[^\\r\\n]*[$#%>] $";
    const answers = [...commands, "exit"].map((command) => ({ after, keys: `${command}\n`, keyByKey: true }));
    // Left to itself, pipenv takes the shell that it finds among its parents: under npm the plainest, without a name.
    const shell = ["/bin/bash", "/usr/bin/bash"].find((path) => existsSync(path)) ?? "/bin/sh";
    return inTerminal(this.python, [...this.#project.starts(this.folder), "shell"], {
      cwd: this.folder,
      terminal: this.workspace,
      answers,
      variables: { ...this.#project.variables, PIPENV_SHELL: shell },
    });
  }

  /** The Pipfile, line by line with what each says. */
  async pipfile(): Promise<Pipfile> {
    return Pipfile.read(this.folder);
  }

  /** Pipfile.lock, package by package. */
  async lockFile(): Promise<PipfileLock> {
    return PipfileLock.read(this.folder);
  }

  /**
   * Its environment; behind the scenes.
   *
   * @throws NoPipfile, PipfileUnreadable; NoPipenvEnvironment when there is none, as after the project was moved
   */
  async environment(): Promise<PipenvEnvironment> {
    await this.#project.needsPipfile();
    const folder = (await this.#project.environmentFolder()) ?? (await this.#project.askWhere());
    return PipenvEnvironment.of(this.#project, folder);
  }

  #sentence(): string {
    const files = ["Pipfile", "Pipfile.lock"].filter((name) => existsSync(join(this.folder, name)));
    return `pipenv at work in ${this.name}, with Python ${this.python.version}: ${files.join(" and ") || "no Pipfile yet"}`;
  }

  protected asText(): string {
    return this.#sentence();
  }

  protected asHtml(): Html {
    return html`<div class="card">${this.#sentence()}</div>`;
  }
}
