/** Failures that a person can do something about. */

/** What to do about what went wrong. */
export interface Advice {
  /** What to type or to change next: a sentence. */
  next?: string;
  cause?: unknown;
}

/**
 * A failure told to a person: `message` says what happened to what, `next` what to do now.
 * The stack begins with both, so that whatever prints it (a notebook, Node itself) shows both.
 *
 * @example
 * const error = new DjlabError("There is no file notes.txt in mysite", { next: "Run the cell above first." });
 * error.next; // Run the cell above first.
 */
export class DjlabError extends Error {
  /** What to type or to change next. */
  readonly next?: string;

  constructor(message: string, { next, cause }: Advice = {}) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = new.target.name;
    if (next === undefined) return;
    this.next = next;
    const head = `${this.name}: ${message}`;
    const frames = (this.stack ?? "").split("\n").filter((line) => /^ {4}at /.test(line));
    this.stack = [head, `What to do: ${next}`, ...frames].join("\n");
  }
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

  constructor({ command, exitCode, signal, lastWords, reason, next, cause }: Failure) {
    const how = reason ?? (signal ? `was ended by ${signal}` : `failed with exit code ${exitCode}`);
    const said = lastWords ? `\nIts last words:\n${lastWords.replace(/^/gm, "  ")}` : "";
    super(`\`${command}\` ${how}${said}`, { next, cause });
    this.command = command;
    if (exitCode !== undefined) this.exitCode = exitCode;
    if (signal !== undefined) this.signal = signal;
    this.lastWords = lastWords;
  }
}
