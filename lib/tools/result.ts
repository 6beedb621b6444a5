/** A command that ran, as a thing that can be looked at. */
import { Explanation } from "./explanation.js";
import { type Html, html } from "./html.js";
import { lastLines } from "./output.js";
import { windowsForm } from "./quoting.js";
import { Shown } from "./show.js";
import type { Variables } from "./variables.js";

export interface CommandFacts {
  argv: readonly string[];
  /** Secrets masked. */
  variables: Variables;
  command: string;
  folder: string;
  exitCode?: number;
  signal?: string;
  timedOut: boolean;
  stopped: boolean;
  stdout: string;
  stderr: string;
  seconds: number;
}

/** What a command was, what it printed, how long it took and how it ended. */
export class CommandResult extends Shown {
  /** Program and arguments, secrets masked. */
  readonly argv: readonly string[];
  /** What was set for it alone, secrets masked. */
  readonly variables: Readonly<Variables>;
  /** As the reader would type it, secrets masked. */
  readonly command: string;
  /** The folder it ran in, as a prompt would show it; empty where the terminal was opened. */
  readonly folder: string;
  /** Undefined when a signal ended it. */
  readonly exitCode?: number;
  readonly signal?: string;
  readonly timedOut: boolean;
  /** Whether it went on until it was stopped, as by Ctrl+C. */
  readonly stopped: boolean;
  readonly stdout: string;
  readonly stderr: string;
  /** Wall-clock time. */
  readonly seconds: number;

  constructor(facts: CommandFacts) {
    super();
    this.argv = facts.argv;
    this.variables = facts.variables;
    this.command = facts.command;
    this.folder = facts.folder;
    this.exitCode = facts.exitCode;
    this.signal = facts.signal;
    this.timedOut = facts.timedOut;
    this.stopped = facts.stopped;
    this.stdout = facts.stdout;
    this.stderr = facts.stderr;
    this.seconds = facts.seconds;
  }

  /** The same command in PowerShell on Windows. */
  get onWindows(): string {
    return windowsForm(this.argv, this.variables);
  }

  /** The last lines of what it printed: of its error output, or else of its output. Long lines are cut. */
  lastWords(lines = 12): string {
    return lastLines(this.stderr.trim() || this.stdout.trim(), lines);
  }

  /**
   * The command word by word, with a meaning for each.
   *
   * @param meanings by word; the program by its plain name, whatever it is called here
   * @throws TypeError for a meaning whose word is not in the command
   * @example
   * const result = await run([...python.command, "--version"], { cwd: workspace.folder });
   * result.explained({ python: "start Python", "--version": "say which one you are" });
   */
  explained(meanings: Readonly<Record<string, string>>): Explanation {
    return new Explanation(this.argv, meanings);
  }

  /** How it ended, in a few words. */
  get outcome(): string {
    const time = `${this.seconds.toFixed(1)} s`;
    if (this.stopped) return `stopped after ${time}`;
    if (this.exitCode === 0) return `done in ${time}`;
    return this.signal ? `ended by ${this.signal} after ${time}` : `exit code ${this.exitCode} after ${time}`;
  }

  protected asText(): string {
    return `$ ${this.command}\n${this.outcome}`;
  }

  protected asHtml(): Html {
    return html`<div class="card"><code>${this.command}</code> <span class="soft">${this.outcome}</span>
      <details><summary>On Windows</summary><code>${this.onWindows}</code></details></div>`;
  }
}
