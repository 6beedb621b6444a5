/** Failures that a person can do something about. */
import { fileURLToPath } from "node:url";
import { masked } from "./secrets.js";

/** What to do about what went wrong. */
export interface Advice {
  /** What to type or to change next: a sentence. */
  next?: string;
  cause?: unknown;
}

/**
 * A failure told to a person: `message` says what happened to what, `next` what to do now.
 * The stack begins with both, so that whatever prints it (a notebook, Node itself) shows both, once; then come the
 * reader's own lines that led there. Secrets are masked.
 *
 * @example
 * const error = new DjlabError("There is no file notes.txt in mysite", { next: "Run the cell above first." });
 * error.next; // Run the cell above first.
 */
export class DjlabError extends Error {
  /** What to type or to change next. */
  readonly next?: string;
  /** The stack with the lines of the library too, for those who look for a fault in it. */
  readonly trace: string;

  constructor(message: string, { next, cause }: Advice = {}) {
    super(masked(message), cause === undefined ? undefined : { cause });
    this.name = new.target.name;
    if (next !== undefined) this.next = masked(next);
    const head = [`${this.name}: ${this.message}`, ...(this.next ? [`What to do: ${this.next}`] : [])];
    const frames = (this.stack ?? "").split("\n").filter((line) => /^ {4}at /.test(line));
    this.trace = [...head, ...frames].join("\n");
    this.stack = [...head, ...frames.filter((line) => !isOurs(line))].join("\n");
    untold(this, "name", "next", "trace");
  }
}

const library = new URL("..", import.meta.url);

/** Lines of the library and of Node in a stack: what the reader can do something about is in their own. */
function isOurs(line: string): boolean {
  return [library.href, fileURLToPath(library), "(node:", "at node:"].some((place) => line.includes(place));
}

/** Node prints the properties of an error after its stack: those whose words are in that already are kept from it. */
function untold(error: Error, ...properties: readonly string[]): void {
  for (const name of properties) Object.defineProperty(error, name, { enumerable: false });
}

/** A line of the reader's code. */
export interface SourceLine {
  /** Below the project's folder with forward slashes; otherwise as Python names it. */
  file: string;
  /** The first is 1. */
  line: number;
  /** The line itself, where it is known. */
  source?: string;
  /** Spaces and `^` that point into `source`, where Python marks a part of it. */
  caret?: string;
}

/** How a program ended that did not succeed. */
export interface Failure extends Advice {
  /** The command as the reader would type it, secrets masked. */
  command: string;
  /** Undefined when the program did not start or was ended by a signal. */
  exitCode?: number;
  /** For instance `SIGINT`. */
  signal?: string;
  /** The last lines of its output, secrets masked. */
  lastWords: string;
  /** What happened, when it is known better than by the exit code. */
  reason?: string;
  /** The line of the reader's code that is to blame, when there is one. */
  place?: SourceLine;
}

/**
 * A program did not start, failed, or was ended.
 *
 * @example
 * try { await run(["python3", "-m", "nothing"], { cwd: "." }); }
 * catch (error) { if (error instanceof CommandFailed) console.log(error.exitCode, error.lastWords); }
 */
export class CommandFailed extends DjlabError {
  readonly command: string;
  readonly exitCode?: number;
  readonly signal?: string;
  readonly lastWords: string;
  /** The line of the reader's code that is to blame, where that is known. */
  readonly place?: SourceLine;

  constructor({ command, exitCode, signal, lastWords, reason, next, place, cause }: Failure) {
    const how = reason ?? (signal ? `was ended by ${signal}` : `failed with exit code ${exitCode}`);
    const said = lastWords ? `\nIts last words:\n${lastWords.replace(/^/gm, "  ")}` : "";
    super(`\`${command}\` ${how}${said}`, { next, cause });
    this.command = command;
    if (exitCode !== undefined) this.exitCode = exitCode;
    if (signal !== undefined) this.signal = signal;
    this.lastWords = masked(lastWords);
    if (place !== undefined) this.place = place;
    untold(this, "command", "exitCode", "signal", "lastWords", "place");
  }
}
