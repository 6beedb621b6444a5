/** pip, as an environment has it. */
import { fileURLToPath } from "node:url";
import { run } from "../tools/command.js";
import { DjlabError } from "../tools/errors.js";
import type { Workspace } from "../tools/workspace.js";
import { type Distribution, type Installation, Installed, type JustInstalled } from "./distribution.js";
import { pipDiagnosis } from "./pip-diagnosis.js";

const lists = fileURLToPath(new URL("installed.py", import.meta.url));

/** What pip needs to know of its environment. */
interface Home {
  readonly workspace: Workspace;
  readonly name: string;
  readonly version: string;
  program(name: string): string;
}

/** The package installer of one environment; it touches nothing outside of it. */
export class Pip {
  readonly #home: Home;

  constructor(home: Home) {
    this.#home = home;
  }

  /**
   * `python -m pip install PACKAGE…`, really run; where there is a folder `.djlab/wheels`, also from there.
   *
   * @param packages names as pip takes them, with a version if need be: `django`, `django<6`
   * @returns what the first of them and those that it needs put where
   * @throws CommandFailed with what to do: whether it was the network, the name, the version or the Python
   * @source https://pip.pypa.io/en/stable/cli/pip_install/
   * @example await env.pip.install("django");
   */
  async install(...packages: [string, ...string[]]): Promise<JustInstalled> {
    for (const name of packages) checkRequirement(name);
    const { workspace, version } = this.#home;
    const wheels = workspace.wheels();
    const links = wheels ? ["--find-links", workspace.shown(wheels)] : [];
    const argv = [this.#home.program("python"), "-m", "pip", "install", ...links, ...packages] as const;
    const command = await run(argv, {
      cwd: workspace.folder,
      terminal: workspace,
      diagnose: (result) => pipDiagnosis(result.stdout + result.stderr, packages, version),
    });
    return Object.assign(await this.#installation(normalised(packages[0]), command), { command });
  }

  /** Everything that is installed in the environment, by name. */
  async list(): Promise<Distribution[]> {
    const argv = [this.#home.program("python"), "-Es", lists] as const;
    const { stdout } = await run(argv, { cwd: this.#home.workspace.folder, show: false });
    const found = JSON.parse(stdout) as Distribution[];
    return found.sort((a, b) => a.name.localeCompare(b.name, "en", { sensitivity: "base" }));
  }

  /**
   * What one installed package and those that it needs put where.
   *
   * @throws DjlabError when it is not installed here
   */
  async show(name: string): Promise<Installed> {
    return this.#installation(normalised(name));
  }

  /** Whether a package is installed here. */
  async has(name: string): Promise<boolean> {
    return (await this.list()).some((found) => normalised(found.name) === normalised(name));
  }

  async #installation(name: string, command?: Installation["command"]): Promise<Installed> {
    const byName = new Map((await this.list()).map((found) => [normalised(found.name), found]));
    const root = byName.get(name);
    if (!root) {
      throw new DjlabError(`${name} is not installed in ${this.#home.name}`, {
        next: `Install it: await env.pip.install("${name}")`,
      });
    }
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

/** The name in a requirement, as the index compares names (PEP 503): `Typing_Extensions>=4` is `typing-extensions`. */
function normalised(requirement: string): string {
  const name = /^[\w.-]+/.exec(requirement)?.[0] ?? "";
  return name.replace(/[-_.]+/g, "-").toLowerCase();
}

/** A name from a learner must not become an option of pip, a path or an address. */
function checkRequirement(requirement: string): void {
  if (/^[A-Za-z0-9][\w.-]*(\[[\w,.-]+\])?\s*([<>=!~]=?[\w.*,<>=!~\s]+)?$/.test(requirement)) return;
  throw new DjlabError(`"${requirement}" is not the name of a package`, {
    next: "Give a name and perhaps a version, for instance django or django<6.",
  });
}
