/** Programs that want a terminal: run in a pseudo-terminal, with the keys of a person who is not there. */
import { fileURLToPath } from "node:url";
import { type Arguments, run, shownFolder, type Terminal } from "../tools/command.js";
import { DjlabError } from "../tools/errors.js";
import { type Html, html } from "../tools/html.js";
import { typed } from "../tools/quoting.js";
import type { CommandResult } from "../tools/result.js";
import { hidden, masked } from "../tools/secrets.js";
import { Shown } from "../tools/show.js";
import type { Variables } from "../tools/variables.js";
import type { Python } from "./interpreter.js";
import { terminalText } from "./terminal-text.js";

const inPty = fileURLToPath(new URL("terminal.py", import.meta.url));

/** There are no pseudo-terminals of this kind on Windows. */
export class NoTerminalHere extends DjlabError {}

/** The program did not ask for what was to be typed, or did not end in time. */
export class TerminalStuck extends DjlabError {}

/** Keys to type when something has appeared since the last ones. */
export interface Answer {
  /** A regular expression, as Python has them. */
  after: string;
  /** `\n` is the Enter key, `\u0003` Ctrl+C, `\u0004` Ctrl+D. */
  keys: string;
  /** Whether to wait until the program takes each key by itself, as `pipenv shell` does: sooner ones get lost. */
  keyByKey?: boolean;
}

export interface TerminalOptions {
  /** The folder to run in, absolute. */
  cwd: string;
  /** Where the reader would type it: `cwd` is shown relative to its folder. */
  terminal?: Terminal;
  answers?: readonly Answer[];
  variables?: Variables;
  /** After so many seconds it is ended, with all that it started; 30 unless said. */
  seconds?: number;
  platform?: NodeJS.Platform;
}

export interface TranscriptFacts {
  command: string;
  folder: string;
  text: string;
  exitCode: number | undefined;
}

/** What a terminal showed while a program ran in it. */
export class Transcript extends Shown {
  /** The program, as typed. */
  readonly command: string;
  /** The folder it ran in, as a prompt would show it; empty where the terminal was opened. */
  readonly folder: string;
  /** Plain lines, with what was typed in them, as a terminal echoes it. */
  readonly text: string;
  /** Undefined when a signal ended it. */
  readonly exitCode: number | undefined;

  constructor({ command, folder, text, exitCode }: TranscriptFacts) {
    super();
    this.command = command;
    this.folder = folder;
    this.text = text;
    this.exitCode = exitCode;
  }

  protected asText(): string {
    return `${this.folder && `${this.folder} `}$ ${this.command}\n${this.text}`;
  }

  protected asHtml(): Html {
    return html`<div class="card"><p class="title">In a terminal</p><pre>${this.asText()}</pre></div>`;
  }
}

/**
 * Runs a program in a pseudo-terminal to its end. Whatever it started is ended with it.
 *
 * @param python runs the terminal, not the program
 * @throws NoTerminalHere on Windows; TerminalStuck when it did not end in time
 * @source https://docs.python.org/3/library/pty.html
 * @example (await inTerminal(python, ["tty"], { cwd: workspace.folder })).exitCode // 0
 */
export async function inTerminal(
  python: Python,
  argv: Arguments,
  options: TerminalOptions,
): Promise<Transcript> {
  const { cwd, terminal, answers = [], seconds = 30, variables = {}, platform = process.platform } = options;
  const command = masked(typed(argv, { variables: hidden(variables) }));
  if (platform === "win32") {
    throw new NoTerminalHere(`\`${command}\` needs a terminal, and a cell has none on Windows`, {
      next: `Open PowerShell in ${cwd} and type it there.`,
    });
  }
  const result = await run([...python.command, "-Es", inPty], {
    cwd,
    show: false,
    variables: { TERM: "xterm", SHELL: "/bin/sh", ...variables },
    input: JSON.stringify({ argv, answers, seconds, columns: 100 }),
    timeout: (seconds + 15) * 1000,
  });
  const { shown, ended } = split(result);
  const transcript = new Transcript({
    command,
    folder: shownFolder(cwd, terminal),
    text: masked(terminalText(shown)).trim(),
    exitCode: ended.exitCode ?? undefined,
  });
  process.stdout.write(`${transcript}\n`);
  if (ended.inTime) return transcript;
  const missed = answers[answers.length - ended.unanswered];
  throw new TerminalStuck(
    `\`${command}\` did not end in ${seconds} seconds${missed ? `: "${missed.after}" did not appear` : ""}`,
    { next: "Look at what it asked last, and give an answer for that." },
  );
}

interface Ended {
  inTime: boolean;
  unanswered: number;
  exitCode: number | null;
}

/** The last line is how it ended; all before is what the terminal showed. */
function split({ stdout }: CommandResult): { shown: string; ended: Ended } {
  const end = stdout.trimEnd();
  const last = end.lastIndexOf("\n");
  return { shown: end.slice(0, last), ended: JSON.parse(end.slice(last + 1)) };
}
