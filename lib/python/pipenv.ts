/** pipenv, at work in one project folder. */
import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { run } from "../tools/command.js";
import { DjlabError } from "../tools/errors.js";
import type { CommandResult } from "../tools/result.js";
import type { Variables } from "../tools/variables.js";
import type { Workspace } from "../tools/workspace.js";
import { programsFolder } from "./environment.js";
import type { Python } from "./interpreter.js";
import { NoPipenvEnvironment, pipenvDiagnosis, ResolutionFailed } from "./pipenv-diagnosis.js";
import { PipenvEnvironment } from "./pipenv-environment.js";
import { PipenvGraph } from "./pipenv-graph.js";
import { askPip } from "./pipenv-reason.js";
import { NoPipfile, Pipfile } from "./pipfile.js";
import { PipfileLock } from "./pipfile-lock.js";
import { beginPipfile, keepingPipfile } from "./pipfile-writing.js";
import { inTerminal, type Transcript } from "./pty.js";
import { checkName, checkRequirement, normalised } from "./requirement.js";
import { findTool, type Starts } from "./tool.js";

export interface PipenvOptions {
  /** Keep the environment in the project, as `.venv`. */
  inProject?: boolean;
  /** Set for pipenv alone, for instance `PIP_INDEX_URL`; shown, secrets masked. */
  variables?: Variables;
}

/**
 * A project folder in the workspace, and pipenv for it. Its environments lie in `.virtualenvs` in the
 * workspace, so that nothing lands in the reader's home.
 *
 * @example
 * const pipenv = await Pipenv.open(workspace, python, "shop");
 * await pipenv.install("sqlparse");
 * (await pipenv.pipfile()).packages.sqlparse // *
 */
export class Pipenv {
  readonly #starts: Starts;
  readonly #variables: Variables;
  #known?: string;

  private constructor(
    readonly workspace: Workspace,
    /** What makes its environment. */
    readonly python: Python,
    readonly name: string,
    starts: Starts,
    { inProject = false, variables = {} }: PipenvOptions,
  ) {
    this.#starts = starts;
    this.#variables = {
      ...variables,
      WORKON_HOME: join(workspace.folder, ".virtualenvs"),
      PIPENV_IGNORE_VIRTUALENVS: "1",
      ...(inProject && { PIPENV_VENV_IN_PROJECT: "1" }),
      // pipenv looks for a Pipfile in the folders above, too, and would work on that one.
      ...(hasPipfileAbove(workspace.folder) && { PIPENV_NO_INHERIT: "1" }),
    };
  }

  /**
   * Opens a project folder, making it when it is not there. Where pipenv is missing, it is put into an
   * environment of its own first.
   *
   * @param name of the folder, in the workspace
   */
  static async open(
    workspace: Workspace,
    python: Python,
    name: string,
    options: PipenvOptions = {},
  ): Promise<Pipenv> {
    await mkdir(workspace.path(name), { recursive: true });
    return new Pipenv(workspace, python, name, await findTool(workspace, python, "pipenv"), options);
  }

  /** The project's, absolute. */
  get folder(): string {
    return this.workspace.path(this.name);
  }

  /**
   * `pipenv install PACKAGE…`, really run: writes Pipfile and Pipfile.lock, and makes the environment if need
   * be. Without packages, those of the Pipfile. When it fails, the Pipfile is as it was.
   *
   * @param options.dev into `[dev-packages]`
   * @param options.deploy only if Pipfile.lock fits the Pipfile
   * @throws NoSuchPackage, NoSuchVersion, PythonDoesNotFit, NetworkFailed, ResolutionFailed, LockOutOfDate
   * @source https://pipenv.pypa.io/en/latest/commands.html#install
   */
  async install(
    packages: string | readonly string[] = [],
    { dev = false, deploy = false }: { dev?: boolean; deploy?: boolean } = {},
  ): Promise<CommandResult> {
    const asked = [packages].flat();
    for (const one of asked) checkRequirement(one);
    if (asked.length === 0) this.#needsPipfile();
    const index = this.#variables.PIP_INDEX_URL ?? process.env.PIP_INDEX_URL;
    if (index) await beginPipfile(this.folder, this.python.version);
    const options = [...(dev ? ["--dev"] : []), ...(deploy ? ["--deploy"] : [])];
    const words = [...(await this.#pythonIfNew()), "install", ...options, ...asked];
    return keepingPipfile(this.folder, () => this.#exactly(asked, () => this.#run(words, asked)));
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
    return this.#run(["uninstall", ...(isDev ? ["--dev"] : []), name], [name]);
  }

  /**
   * `pipenv lock`, really run: writes Pipfile.lock anew, with the newest versions that fit.
   *
   * @throws NoPipfile, NetworkFailed, ResolutionFailed
   * @source https://pipenv.pypa.io/en/latest/commands.html#lock
   */
  async lock(): Promise<CommandResult> {
    const { packages, devPackages } = await this.pipfile();
    const versions = Object.entries({ ...packages, ...devPackages });
    const asked = versions.map(([name, version]) => (version === "*" ? name : name + version));
    const words = [...(await this.#pythonIfNew()), "lock"];
    return this.#exactly(asked, () => this.#run(words, asked));
  }

  /**
   * `pipenv sync`, really run: installs exactly what Pipfile.lock says.
   *
   * @throws NoPipfile, LockMissing
   * @source https://pipenv.pypa.io/en/latest/commands.html#sync
   */
  async sync({ dev = false } = {}): Promise<CommandResult> {
    this.#needsPipfile();
    return this.#run([...(await this.#pythonIfNew()), "sync", ...(dev ? ["--dev"] : [])]);
  }

  /**
   * `pipenv run PROGRAM …`, really run: a command in the environment, without activating it.
   *
   * @throws CommandFailed when it fails
   * @source https://pipenv.pypa.io/en/latest/commands.html#run
   */
  async run(program: string, ...rest: string[]): Promise<CommandResult> {
    this.#needsPipfile();
    if (!/^[A-Za-z_][\w.-]*$/.test(program)) {
      throw new DjlabError(`"${program}" cannot be the name of a program here`, {
        next: "Give a plain name, for instance python.",
      });
    }
    return this.#run([...(await this.#pythonIfNew()), "run", program, ...rest]);
  }

  /**
   * `pipenv graph`, really run.
   *
   * @throws NoPipfile, NoPipenvEnvironment
   * @source https://pipenv.pypa.io/en/latest/commands.html#graph
   */
  async graph(): Promise<PipenvGraph> {
    this.#needsPipfile();
    const [command, { stdout }] = await Promise.all([
      this.#run(["graph"]),
      this.#run(["graph", "--json-tree"], [], false),
    ]);
    return new PipenvGraph(JSON.parse(stdout), command);
  }

  /**
   * `pipenv --venv`, really run: the folder of the environment, absolute.
   *
   * @throws NoPipfile, NoPipenvEnvironment
   */
  async where(): Promise<string> {
    this.#needsPipfile();
    return (await this.#run(["--venv"])).stdout.trim();
  }

  /**
   * `pipenv --rm`, really run: removes the environment; Pipfile and Pipfile.lock stay. Without one, nothing.
   *
   * @returns undefined when there was none
   */
  async remove(): Promise<CommandResult | undefined> {
    this.#needsPipfile();
    return (await this.#environmentFolder()) === undefined ? undefined : this.#run(["--rm"]);
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
    this.#needsPipfile();
    const line = commands.find((one) => /[\r\n]/.test(one));
    if (line !== undefined) throw new TypeError("A command for the shell is one line");
    // The shell's prompt begins with the environment's name in brackets, once that is active.
    const after = "\\([\\w.-]+\\)[^\\r\\n]*[$#%>] $";
    const answers = [...commands, "exit"].map((command) => ({ after, keys: `${command}\n`, keyByKey: true }));
    const shell = ["/bin/bash", "/usr/bin/bash"].find((path) => existsSync(path)) ?? "/bin/sh";
    return inTerminal(this.python, [...this.#starts(this.folder), "shell"], {
      cwd: this.folder,
      terminal: this.workspace,
      answers,
      variables: { ...this.#variables, SHELL: shell },
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
   * @throws NoPipfile; NoPipenvEnvironment when there is none, as after the project was moved
   */
  async environment(): Promise<PipenvEnvironment> {
    this.#needsPipfile();
    const folder =
      (await this.#environmentFolder()) ?? (await this.#run(["--venv"], [], false)).stdout.trim();
    return PipenvEnvironment.read(this.workspace, folder, this.folder);
  }

  /** pipenv takes a second to answer; where it is stays the same, as long as it is there. */
  async #environmentFolder(): Promise<string | undefined> {
    if (this.#known && existsSync(this.#known)) return this.#known;
    try {
      this.#known = (await this.#run(["--venv"], [], false)).stdout.trim();
      return this.#known;
    } catch (error) {
      if (error instanceof NoPipenvEnvironment) return undefined;
      throw error;
    }
  }

  /** Named only when the environment is made: named again, it could be taken for a wish for another one. */
  async #pythonIfNew(): Promise<string[]> {
    const isThere = existsSync(join(this.folder, "Pipfile")) && (await this.#environmentFolder());
    return isThere ? [] : ["--python", this.python.facts.executable];
  }

  async #run(words: string[], asked: readonly string[] = [], show = true): Promise<CommandResult> {
    return run([...this.#starts(this.folder), ...words], {
      cwd: this.folder,
      terminal: this.workspace,
      show,
      variables: this.#variables,
      diagnose: (result) => pipenvDiagnosis(result, asked, this.python.version),
    });
  }

  #needsPipfile(): void {
    if (existsSync(join(this.folder, "Pipfile"))) return;
    throw new NoPipfile(`There is no Pipfile in ${this.name}`, {
      next: 'Install a package with pipenv first, which writes it: await pipenv.install("django")',
    });
  }

  /** pipenv says the same of a lost network, a wrong name and a missing version: so pip itself is asked. */
  async #exactly<T>(asked: readonly string[], act: () => Promise<T>): Promise<T> {
    try {
      return await act();
    } catch (error) {
      const folder = error instanceof ResolutionFailed ? await this.#environmentFolder() : undefined;
      if (!(error instanceof ResolutionFailed) || !folder) throw error;
      const { version } = await PipenvEnvironment.read(this.workspace, folder, this.folder);
      const python = join(folder, programsFolder, "python");
      throw await askPip(error, asked, { python, version, cwd: this.folder, variables: this.#variables });
    }
  }
}

function hasPipfileAbove(folder: string): boolean {
  const above = dirname(folder);
  return existsSync(join(folder, "Pipfile")) || (above !== folder && hasPipfileAbove(above));
}
