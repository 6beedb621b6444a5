/** pip, as an environment has it. */
import { existsSync } from "node:fs";
import { sep } from "node:path";
import { type Arguments, run } from "../tools/command.js";
import { DjlabError } from "../tools/errors.js";
import type { CommandResult } from "../tools/result.js";
import type { Variables } from "../tools/variables.js";
import type { Workspace } from "../tools/workspace.js";
import { type Distribution, Installed, type JustInstalled, type Package } from "./distribution.js";
import { Frozen } from "./frozen.js";
import { forgetHalfInstalled } from "./half-installed.js";
import { distributionsOf, packagesOf } from "./installed.js";
import { InstalledFiles } from "./installed-files.js";
import type { PythonFacts } from "./interpreter.js";
import { PackageList } from "./package-list.js";
import { pipDiagnosis } from "./pip-diagnosis.js";
import { checkName, checkRequirement, normalised } from "./requirement.js";
import { Uninstalled } from "./uninstalled.js";
import { placesToLook } from "./wheels.js";

/** What pip needs to know of its environment. */
interface Home {
  readonly workspace: Workspace;
  readonly name: string;
  readonly version: string;
  readonly facts: Pick<PythonFacts, "prefix" | "basePrefix" | "sitePackages">;
  program(name: string): string;
}

export interface InstallOptions {
  /** Ask no index: take everything from `.djlab/wheels`. Unasked so, where that folder holds all. */
  offline?: boolean;
  /** Set for pip alone, for instance `PIP_INDEX_URL`; shown, secrets masked. */
  variables?: Variables;
}

/** The package installer of one environment; it touches nothing outside of it. */
export class Pip {
  readonly #home: Home;

  constructor(home: Home) {
    this.#home = home;
  }

  /**
   * `python -m pip install PACKAGE…`, really run; from the folder `.djlab/wheels` where that holds all. What an
   * interrupted one has left half installed is installed anew.
   *
   * @param packages names as pip takes them, with a version if need be: `django`, `django<6`; after them, options
   * @returns what the first of them and those that it needs put where
   * @throws NetworkFailed, NoSuchPackage, NoSuchVersion, PythonDoesNotFit, BuildFailed, PackagesConflict, NoPip,
   *   ExternallyManaged, DiskFull, Interrupted: each a CommandFailed that says what to do
   * @source https://pip.pypa.io/en/stable/cli/pip_install/
   * @example await env.pip.install("django");
   */
  async install(...packages: [string, ...string[]]): Promise<JustInstalled>;
  async install(...asked: [string, ...string[], InstallOptions]): Promise<JustInstalled>;
  async install(...asked: (string | InstallOptions)[]): Promise<JustInstalled> {
    const packages = asked.filter((one) => typeof one === "string");
    const options = asked.find((one) => typeof one !== "string");
    for (const one of packages) checkRequirement(one);
    const command = await this.#install(packages, packages, options);
    return Object.assign(await this.#installation(normalised(packages[0] ?? ""), command), { command });
  }

  /**
   * `python -m pip install -r FILE`, really run.
   *
   * @param file name of a requirements file in the workspace
   * @returns everything that is installed afterwards
   * @throws DjlabError when there is no such file; HashMismatch when it names hashes and a file has another
   * @source https://pip.pypa.io/en/stable/reference/requirements-file-format/
   * @example await env.pip.installFrom(await (await env.pip.freeze()).save());
   */
  async installFrom(file = "requirements.txt", options?: InstallOptions): Promise<PackageList> {
    if (!existsSync(this.#home.workspace.path(file))) {
      throw new DjlabError(`There is no file ${file} in the workspace`, {
        next: `Write it first, for instance: await (await env.pip.freeze()).save("${file}")`,
      });
    }
    const command = await this.#install(["-r", file], [file], options);
    return new PackageList(await this.packages(), command);
  }

  /**
   * `python -m pip list`, really run.
   *
   * @source https://pip.pypa.io/en/stable/cli/pip_list/
   * @example (await env.pip.list()).names.includes("pip") // true
   */
  async list(): Promise<PackageList> {
    return new PackageList(await this.packages(), await this.#run(["list"]));
  }

  /**
   * `python -m pip show NAME`, really run.
   *
   * @returns what the package and those that it needs put where
   * @throws NotInstalled when it is not in this environment
   * @source https://pip.pypa.io/en/stable/cli/pip_show/
   * @example (await env.pip.show("django")).name.toLowerCase() // django
   */
  async show(name: string): Promise<Installed> {
    checkName(name);
    return this.#installation(normalised(name), await this.#run(["show", name], [name]));
  }

  /**
   * `python -m pip freeze`, really run.
   *
   * @source https://pip.pypa.io/en/stable/cli/pip_freeze/
   * @example (await env.pip.freeze()).lines.every((line) => line.includes("==")) // true
   */
  async freeze(): Promise<Frozen> {
    const command = await this.#run(["freeze"]);
    const lines = command.stdout.split(/\r?\n/).filter(Boolean);
    return new Frozen(lines, command, this.#home.workspace);
  }

  /**
   * `python -m pip uninstall -y NAME`, really run; what is not there stays away.
   *
   * @returns what went, what nothing needs any more, and what is broken now
   * @source https://pip.pypa.io/en/stable/cli/pip_uninstall/
   * @example await env.pip.uninstall("tzdata");
   */
  async uninstall(name: string): Promise<Uninstalled> {
    checkName(name);
    const [was] = await this.#distributions([name]);
    const command = await this.#run(["uninstall", "-y", name], [name]);
    return new Uninstalled({ name, was, left: await this.packages(), command });
  }

  /**
   * Where the files of an installed package lie, by kind: modules, metadata, programs; behind the scenes.
   *
   * @throws DjlabError when it is not installed here
   * @source https://packaging.python.org/en/latest/specifications/recording-installed-packages/
   * @example (await env.pip.files("django")).kinds.map(({ kind }) => kind).join(", ") // modules, metadata, programs
   */
  async files(name: string): Promise<InstalledFiles> {
    checkName(name);
    const [found] = await this.#distributions([name]);
    if (!found) throw this.#notInstalled(name);
    return new InstalledFiles(found, this.#home.workspace);
  }

  /** Everything that is installed here, by name: asked of Python itself, behind the scenes. */
  async packages(): Promise<Package[]> {
    return packagesOf(this.#home.program("python"), this.#home.workspace.folder);
  }

  /**
   * Whether a package is installed here; behind the scenes.
   *
   * @example await env.pip.has("Django") // true
   */
  async has(name: string): Promise<boolean> {
    return (await this.packages()).some((found) => normalised(found.name) === normalised(name));
  }

  get #pip(): Arguments {
    return [this.#home.program("python"), "-m", "pip"];
  }

  async #install(words: string[], asked: string[], { offline, variables }: InstallOptions = {}) {
    const { workspace, facts } = this.#home;
    const isEnvironment = facts.prefix !== facts.basePrefix;
    // Not the system's packages, which an environment may see too.
    const own = facts.sitePackages.find((path) => isEnvironment && path.startsWith(facts.prefix + sep));
    const half = own === undefined ? [] : await forgetHalfInstalled(own);
    if (half.length > 0) process.stdout.write(`(Interrupted before, done anew: ${half.join(", ")})\n`);
    const places = await placesToLook(workspace, this.#pip, words, offline);
    return this.#run(["install", ...places, ...words], asked, variables);
  }

  async #run(words: string[], asked: string[] = [], variables?: Variables): Promise<CommandResult> {
    const { workspace, version } = this.#home;
    return run([...this.#pip, ...words], {
      cwd: workspace.folder,
      terminal: workspace,
      variables,
      diagnose: ({ stdout, stderr }) => pipDiagnosis(stdout + stderr, asked, version),
    });
  }

  async #distributions(names: readonly string[] = []): Promise<Distribution[]> {
    return distributionsOf(this.#home.program("python"), this.#home.workspace.folder, names);
  }

  #notInstalled(name: string): DjlabError {
    return new DjlabError(`${name} is not installed in ${this.#home.name}`, {
      next: `Install it: await env.pip.install("${name}")`,
    });
  }

  async #installation(name: string, command: CommandResult): Promise<Installed> {
    const byName = new Map((await this.#distributions()).map((found) => [normalised(found.name), found]));
    const root = byName.get(name);
    if (!root) throw this.#notInstalled(name);
    // A set grows while it is walked: every package that is needed, by those that are needed.
    const needed = new Set([root]);
    for (const { requires } of needed) {
      for (const one of requires) {
        const found = byName.get(normalised(one));
        if (found && !/\bextra\s*==/.test(one)) needed.add(found);
      }
    }
    return new Installed({ ...root, packages: [...needed], workspace: this.#home.workspace, command });
  }
}
