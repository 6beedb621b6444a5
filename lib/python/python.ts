/** The Python interpreters of this machine, and the one that the course uses. */
import { fileURLToPath } from "node:url";
import { run } from "../tools/command.js";
import { CommandFailed, DjlabError } from "../tools/errors.js";
import { type Html, html } from "../tools/html.js";
import { Shown } from "../tools/show.js";
import { pythonsByName } from "./python-names.js";

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
 */
export async function inspectPython(command: readonly [string, ...string[]]): Promise<Python> {
  const asking = [...command, "-Es", asksItself] as const;
  const { stdout } = await run(asking, { cwd: process.cwd(), show: false, timeout: 20_000 });
  return new Python(command, factsIn(stdout, command));
}

function factsIn(answer: string, command: readonly string[]): PythonFacts {
  try {
    return JSON.parse(answer);
  } catch (cause) {
    throw new DjlabError(`${command.join(" ")} is not Python: it does not answer as Python does`, { cause });
  }
}

/** A Python that was looked at: usable, or why not. */
export type Candidate = { python: Python; why?: string } | { command: readonly string[]; why: string };

/** Every interpreter on PATH (and those that `py` knows on Windows), in the order of preference. */
export async function findPythons(): Promise<Candidate[]> {
  const found: Candidate[] = [];
  for await (const candidate of candidates()) found.push(candidate);
  return found;
}

/**
 * The Python that the course uses: the one that DJLAB_PYTHON names, or else the first of those that a
 * terminal would find which is new enough and complete.
 *
 * @throws DjlabError when there is none, with what each one lacks and how to get one
 */
export async function findPython(): Promise<Python> {
  const passed: string[] = [];
  for await (const candidate of candidates()) {
    if (!candidate.why && "python" in candidate) return candidate.python;
    const command = "python" in candidate ? candidate.python.command : candidate.command;
    passed.push(`${command.join(" ")} ${candidate.why}`);
  }
  throw noPython(passed);
}

async function* candidates(): AsyncGenerator<Candidate> {
  const chosen = process.env.DJLAB_PYTHON;
  const commands = chosen ? [[chosen] as const] : await pythonsByName();
  const seen = new Set<string>();
  for (const command of commands) {
    const candidate = await look(command);
    if ("python" in candidate) {
      if (seen.has(candidate.python.facts.file)) continue;
      seen.add(candidate.python.facts.file);
    }
    yield candidate;
  }
}

async function look(command: readonly [string, ...string[]]): Promise<Candidate> {
  try {
    const python = await inspectPython(command);
    return { python, why: python.unusable };
  } catch (error) {
    if (error instanceof CommandFailed) return { command, why: "does not start" };
    if (error instanceof DjlabError) return { command, why: "is not Python" };
    throw error;
  }
}

/** Compares versions such as `3.9.18` and `3.10` by their numbers. */
export function isAtLeast(version: string, least: string): boolean {
  return version.localeCompare(least, "en", { numeric: true }) >= 0;
}

function noPython(passed: string[]): DjlabError {
  const lacksVenv = passed.find((line) => /lacks .*(venv|ensurepip)/.test(line));
  const chosen = process.env.DJLAB_PYTHON;
  const how: Partial<Record<NodeJS.Platform, string>> = {
    linux: lacksVenv
      ? "On Debian or Ubuntu, type: sudo apt install python3-venv"
      : "On Debian or Ubuntu, type: sudo apt install python3 python3-venv",
    darwin: "Type: brew install python, or install it from python.org",
    win32: "Type: winget install Python.Python.3.13, or install it from python.org",
  };
  const looked = passed.length > 0 ? `: ${passed.join("; ")}` : "";
  return new DjlabError(`There is no usable Python (${oldestPython} or newer, with venv) on PATH${looked}`, {
    next: chosen ? "DJLAB_PYTHON chose it: name another Python there, or unset it." : how[process.platform],
  });
}
