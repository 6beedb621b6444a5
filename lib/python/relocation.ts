/** An environment holds absolute paths: what becomes of it when its folder is moved or copied. */
import { lstat, readdir, readFile, readlink, realpath } from "node:fs/promises";
import { isAbsolute, join, resolve } from "node:path";
import { CommandFailed, DjlabError } from "../tools/errors.js";
import { type Html, html } from "../tools/html.js";
import { Shown } from "../tools/show.js";
import { inspectPython } from "./interpreter.js";
import { interpreterIn, programsFolder } from "./layout.js";
import { readConfig } from "./pyvenv-config.js";
import { NotAnEnvironment } from "./removal.js";

export interface RelocationFacts {
  folder: string;
  starts: boolean;
  madeAt?: string;
  stray: string[];
}

/** Whether an environment works at the place where it is now. */
export class Relocation extends Shown {
  /** Where it is, absolute. */
  readonly folder: string;
  /** Whether its Python starts and takes this folder for its environment. */
  readonly starts: boolean;
  /** The place for which it was made, absolute; undefined where nothing in it tells. */
  readonly madeAt?: string;
  /** Names of its programs that lead to that other place. */
  readonly stray: readonly string[];

  constructor({ folder, starts, madeAt, stray }: RelocationFacts) {
    super();
    this.folder = folder;
    this.starts = starts;
    if (madeAt !== undefined) this.madeAt = madeAt;
    this.stray = stray;
  }

  /** Whether all of it works here. */
  get works(): boolean {
    return this.starts && this.stray.length === 0;
  }

  /** What to do, when it does not work. */
  get next(): string | undefined {
    if (this.works) return undefined;
    return this.stray.length > 0
      ? "Move it back, make it anew and install the packages again, or let repairMoved() write the new place into it."
      : "The Python that it was made from is gone: make the environment anew and install the packages again.";
  }

  #says(): string {
    if (this.works) return "The environment is at the place for which it was made, and works.";
    if (this.stray.length === 0) return "The environment does not work: its Python does not start.";
    const python = this.starts
      ? "Its python still starts, but these lead"
      : "Its python does not start, and these lead";
    return `The environment was made for ${this.madeAt}, and is in another place now. ${python} to the old place: ${this.stray.join(", ")}.`;
  }

  protected asText(): string {
    return [this.#says(), this.next].filter(Boolean).join("\n");
  }

  protected asHtml(): Html {
    return html`<div class="card"><p>${this.#says()}</p>${this.next && html`<p>${this.next}</p>`}</div>`;
  }
}

/**
 * Tells whether an environment works where it is now, for instance after its folder was copied, moved or
 * restored. Nothing is changed.
 *
 * @param folder of the environment, absolute
 * @throws NotAnEnvironment when it has no pyvenv.cfg
 * @source https://docs.python.org/3/library/venv.html (Warning: environments are not movable)
 * @example (await relocation(env.folder)).works // true
 */
export async function relocation(folder: string): Promise<Relocation> {
  const config = await readConfig(folder);
  if (!config) {
    throw new NotAnEnvironment(`${folder} is not a virtual environment: it has no pyvenv.cfg`, {
      next: "Name the folder of an environment.",
    });
  }
  const programs = join(folder, programsFolder);
  const madeAt = await placeOf(programs, config);
  const moved = madeAt !== undefined && (await reached(madeAt)) !== (await reached(folder));
  const stray = moved ? await leadingTo(madeAt, programs) : [];
  return new Relocation({ folder: resolve(folder), starts: await startsHere(folder), madeAt, stray });
}

/** One folder may have several names, by links on the way to it. */
const reached = (folder: string) => realpath(folder).catch(() => resolve(folder));

/** Its activator says it, whichever tool made it; pyvenv.cfg only from Python 3.11 on. */
async function placeOf(programs: string, config: Record<string, string>): Promise<string | undefined> {
  const activator = await text(join(programs, "activate"));
  const said = /^\s*(?:export )?VIRTUAL_ENV=(?:\$\(cygpath )?(["']?)([^"'\n)]+)\1/gm;
  const candidates = [...activator.matchAll(said)].map(([, , path = ""]) => path.trim());
  const written = / -m (?:venv|virtualenv) .*?((?:\/|[A-Z]:\\).*)$/.exec(config.command ?? "")?.[1];
  return [...candidates, written].find((path) => path !== undefined && isAbsolute(path));
}

/** The programs that hold a path below a folder: in their text, or as a link. */
async function leadingTo(folder: string, programs: string): Promise<string[]> {
  const names = (await readdir(programs)).sort();
  const leads = await Promise.all(names.map((name) => holds(join(programs, name), folder)));
  return names.filter((_, at) => leads[at]);
}

async function holds(path: string, folder: string): Promise<boolean> {
  const stat = await lstat(path);
  if (stat.isSymbolicLink()) return (await readlink(path)).startsWith(folder);
  return stat.isFile() && stat.size < largestLauncher && (await text(path)).includes(folder);
}

/** Bytes: Windows' launchers hold the path of their Python at their end. */
const largestLauncher = 1_000_000;

async function text(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch {
    return ""; // an environment may have no such file; what it says then is nothing
  }
}

async function startsHere(folder: string): Promise<boolean> {
  try {
    const { facts } = await inspectPython([interpreterIn(resolve(folder))]);
    return (await reached(facts.prefix)) === (await reached(folder));
  } catch (error) {
    if (error instanceof CommandFailed || error instanceof DjlabError) return false;
    throw error;
  }
}
