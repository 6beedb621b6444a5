/** A Python interpreter, and what it says about itself. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { run } from "../tools/command.js";
import { DjlabError } from "../tools/errors.js";
import { type Html, html } from "../tools/html.js";
import { Shown } from "../tools/show.js";
import type { Package } from "./distribution.js";
import { packagesOf } from "./installed.js";

/** The oldest Python that the Django of the course takes. */
export const oldestPython = "3.10";

const asksItself = fileURLToPath(new URL("interpreter.py", import.meta.url));

/** What an interpreter says about itself. Paths are absolute. */
export interface PythonFacts {
  /** The program that really runs (a launcher or shim may lie before it). */
  executable: string;
  /** The same with all links followed. */
  file: string;
  /** For instance `3.12.1`. */
  version: string;
  /** Where its own packages lie; in a virtual environment, the environment. */
  prefix: string;
  /** Where its standard library lies. */
  basePrefix: string;
  /** Where the modules lie that come with Python. */
  standardLibrary: string;
  /** Whether pip is asked to keep out of it (PEP 668). */
  externallyManaged: boolean;
  /** Of venv, ensurepip, sqlite3 and ssl, those that it lacks. */
  missing: string[];
  sitePackages: string[];
}

/** A Python interpreter, and how it is started. */
export class Python extends Shown {
  constructor(
    /** What to type to start it: `python3`, `py -3.12`, or a path. */
    readonly command: readonly [string, ...string[]],
    readonly facts: PythonFacts,
  ) {
    super();
  }

  /** For instance `3.12.1`. */
  get version(): string {
    return this.facts.version;
  }

  /** Why the course cannot use it; undefined when it can. */
  get unusable(): string | undefined {
    const { version, missing } = this.facts;
    if (!isAtLeast(version, oldestPython)) return `is Python ${version}; ${oldestPython} or newer is needed`;
    return missing.length > 0 ? `lacks ${missing.join(", ")}` : undefined;
  }

  /** Whether it is that of a virtual environment, which borrows its library from another. */
  get isEnvironment(): boolean {
    return this.facts.prefix !== this.facts.basePrefix;
  }

  /**
   * Everything that is installed for it, by name; behind the scenes, and nothing is changed.
   *
   * @throws CommandFailed when it does not run
   * @example (await python.packages()).every(({ version }) => version !== "") // true
   */
  packages(): Promise<Package[]> {
    return packagesOf(this.facts.executable, process.cwd());
  }

  /**
   * What its system says to whoever would install packages into it (PEP 668); undefined where it lets them.
   *
   * @source https://packaging.python.org/en/latest/specifications/externally-managed-environments/
   * @example (await python.keepOut()) === undefined || python.facts.externallyManaged // true
   */
  async keepOut(): Promise<string | undefined> {
    const { externallyManaged, standardLibrary } = this.facts;
    return externallyManaged ? readFile(join(standardLibrary, "EXTERNALLY-MANAGED"), "utf8") : undefined;
  }

  protected asText(): string {
    const { executable, version } = this.facts;
    return `Python ${version}: ${this.command.join(" ")} starts ${executable}`;
  }

  protected asHtml(): Html {
    const { executable, version, prefix, externallyManaged } = this.facts;
    return html`<div class="card"><p class="title">Python ${version}</p><table><tbody>
      <tr><th scope="row">typed as</th><td><code>${this.command.join(" ")}</code></td></tr>
      <tr><th scope="row">the program</th><td><code>${executable}</code></td></tr>
      <tr><th scope="row">its home</th><td><code>${prefix}</code>${externallyManaged && html` (managed by the system: pip keeps out)`}</td></tr>
      </tbody></table></div>`;
  }
}

/**
 * Asks an interpreter about itself.
 *
 * @param command what to type: a name on PATH or a path, and options before the program's own
 * @throws CommandFailed when it does not run (a missing program, an empty shim, a shop's placeholder);
 *   DjlabError when it is another program
 * @example (await inspectPython(python.command)).version === python.version // true
 */
export async function inspectPython(command: readonly [string, ...string[]]): Promise<Python> {
  const asking = [...command, "-Es", asksItself] as const;
  const { stdout } = await run(asking, { cwd: process.cwd(), show: false, json: true, timeout: 20_000 });
  return new Python(command, factsIn(stdout, command));
}

function factsIn(answer: string, command: readonly string[]): PythonFacts {
  try {
    return JSON.parse(answer);
  } catch (cause) {
    throw new DjlabError(`${command.join(" ")} is not Python: it does not answer as Python does`, { cause });
  }
}

/**
 * Compares versions such as `3.9.18` and `3.10` by their numbers.
 *
 * @example isAtLeast("3.9.18", "3.10") // false
 */
export function isAtLeast(version: string, least: string): boolean {
  return version.localeCompare(least, "en", { numeric: true }) >= 0;
}
