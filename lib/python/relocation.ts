/** An environment holds absolute paths: what becomes of it when its folder is moved or copied. */
import { lstat, readdir, readFile, readlink, realpath } from "node:fs/promises";
import { isAbsolute, join, resolve } from "node:path";
import { CommandFailed, DjlabError } from "../tools/errors.js";
import { type Html, html } from "../tools/html.js";
import { Shown } from "../tools/show.js";
import { inspectPython } from "./interpreter.js";
import { interpreterIn, programsFolder } from "./layout.js";
import { configOf } from "./pyvenv-config.js";

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

  /** Whether the new place can be written in place of the old one: each shell has its own way with quotes. */
  get repairable(): boolean {
    return this.stray.length > 0 && !/['"$`]/.test(`${this.madeAt}${this.folder}`);
  }

  /** What to do, when it does not work. */
  get next(): string | undefined {
    if (this.works) return undefined;
    if (this.repairable) {
      return "Move it back, make it anew and install the packages again, or let repairMoved() write the new place into it.";
    }
    return this.stray.length > 0
      ? "Move it back, or make it anew and install the packages again."
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
  const config = await configOf(folder, folder, "Name the folder of an environment.");
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
  const said = /^\s*(?:export )?VIRTUAL_ENV=(.+)$/gm;
  const candidates = [...activator.matchAll(said)].map(([, word = ""]) => unquoted(word.trim()));
  const commanded = / -m (?:venv|virtualenv) .*?((?:\/|[A-Z]:\\).*)$/.exec(config.command ?? "")?.[1];
  return [...candidates, commanded].find((path) => path !== undefined && isAbsolute(path));
}

/**
 * What a shell takes a word for.
 *
 * @source POSIX.1-2017, Shell Command Language 2.2
 * @example unquoted(`'/home/ada'"'"'s course/env'`) // /home/ada's course/env
 */
export function unquoted(word: string): string {
  const part = /'([^']*)'|"((?:[^"\\]|\\.)*)"|\\(.)|([^'"\\]+)/g;
  return word.replace(
    part,
    (_, single?: string, double?: string, escaped?: string, bare?: string) =>
      single ?? double?.replace(/\\(["$`\\])/g, "$1") ?? escaped ?? bare ?? "",
  );
}

/** A path as it stands in programs: as it is, or as each tool quotes an apostrophe in it. */
function written(path: string): string[] {
  return [path, path.replaceAll("'", `'"'"'`), path.replaceAll("'", "'\\''")];
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
  return stat.isFile() && stat.size < largestLauncher && holdsOneOf(await text(path), written(folder));
}

const holdsOneOf = (text: string, forms: readonly string[]) => forms.some((form) => text.includes(form));

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
