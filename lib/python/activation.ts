/** What activating an environment did to a shell. */
import { realpathSync } from "node:fs";
import { delimiter } from "node:path";
import { type Html, html } from "../tools/html.js";
import { Shown } from "../tools/show.js";
import type { ShellName } from "./shells.js";

/** A shell, asked about itself. */
export interface ShellState {
  /** By name; of most, a digest of the value. */
  variables: Readonly<Record<string, string>>;
  prompt: string;
  /** The file that a plain `python` starts; null when there is none. */
  python: string | null;
}

export interface ActivationFacts {
  shell: ShellName;
  command: string;
  /** Of the environment, absolute. */
  folder: string;
  before: ShellState;
  inside: ShellState;
  after: ShellState;
}

/** One thing that activating changed; empty text where there was nothing. */
export interface Change {
  what: string;
  before: string;
  inside: string;
  /** After `deactivate`. */
  after: string;
}

/** The shell before, inside the environment, and after `deactivate`. */
export class Activation extends Shown {
  readonly shell: ShellName;
  /** What is typed to activate. */
  readonly command: string;
  readonly deactivation = "deactivate";
  /** What is another one inside: variables, the prompt, and what `python` means. */
  readonly changes: readonly Change[];
  /** What `deactivate` has not brought back. */
  readonly left: readonly string[];
  /** Whether its activator leads to this environment: it does not when the folder was moved. */
  readonly leadsHere: boolean;

  constructor({ shell, command, folder, before, inside, after }: ActivationFacts) {
    super();
    this.shell = shell;
    this.command = command;
    const rows = rowsOf(before, inside, after);
    this.changes = rows.filter((row) => row.before !== row.inside).map(shown);
    this.left = rows.filter((row) => row.before !== row.after).map(({ what }) => what);
    this.leadsHere = samePlace(inside.variables.VIRTUAL_ENV, folder);
  }

  /** Whether all is as before after `deactivate`. */
  get restored(): boolean {
    return this.left.length === 0;
  }

  /** A change by its name, for instance `VIRTUAL_ENV`, `PATH begins with` or `python means`. */
  change(what: string): Change | undefined {
    return this.changes.find((change) => change.what === what);
  }

  get #ending(): string {
    const left = this.restored ? "everything is as before" : `not brought back: ${this.left.join(", ")}`;
    const elsewhere = this.leadsHere
      ? ""
      : " Its activator leads to another folder: the environment was moved. Make it anew, or let repairMoved() write the new place into it.";
    return `After deactivate, ${left}.${elsewhere}`;
  }

  protected asText(): string {
    const lines = this.changes.map(
      ({ what, before, inside }) => `  ${what}: ${inside || "nothing"} (before: ${before || "nothing"})`,
    );
    return [`${this.command} (in ${this.shell}) changes:`, ...lines, this.#ending].join("\n");
  }

  protected asHtml(): Html {
    const cell = (text: string) => html`<td>${text === "" ? "nothing" : html`<code>${text}</code>`}</td>`;
    return html`<div class="card"><p class="title"><code>${this.command}</code> in ${this.shell}</p><table><thead><tr><th scope="col">what changes</th>
      <th scope="col">before</th><th scope="col">inside</th></tr></thead><tbody>${this.changes.map(
        ({ what, before, inside }) =>
          html`<tr><th scope="row">${what}</th>${cell(before)}${cell(inside)}</tr>`,
      )}</tbody></table><p>${this.#ending}</p></div>`;
  }
}

/** What a shell counts for itself is no change of the environment's; its prompt is told apart. */
function isTold(name: string): boolean {
  return !/^(_|PS1|PROMPT|SHLVL|PWD|OLDPWD|DJLAB_.*|__PYVENV_LAUNCHER__)$/.test(name);
}

/** All that may change, as it was told. */
function rowsOf(...states: [ShellState, ShellState, ShellState]): Change[] {
  const names = [...new Set(states.flatMap(({ variables }) => Object.keys(variables)))].filter(isTold).sort();
  const row = (what: string, of: (state: ShellState) => string | null | undefined): Change => {
    const [before, inside, after] = states.map((state) => of(state) ?? "") as [string, string, string];
    return { what, before, inside, after };
  };
  return [
    row("python means", ({ python }) => python),
    row("the prompt", ({ prompt }) => prompt),
    ...names.map((name) => row(name, ({ variables }) => variables[name])),
  ];
}

/** For people: of PATH its first folder, of a digest that there is a value. */
function shown(change: Change): Change {
  const isPath = change.what.toUpperCase() === "PATH";
  const text = (value: string) =>
    isPath
      ? (value.split(delimiter)[0] ?? "")
      : value.replace(/^#[0-9a-f]{64}$/, "a value that is not shown");
  return {
    what: isPath ? "PATH begins with" : change.what,
    before: text(change.before),
    inside: text(change.inside),
    after: text(change.after),
  };
}

function samePlace(one: string | undefined, other: string): boolean {
  try {
    return one !== undefined && realpathSync(one) === realpathSync(other);
  } catch {
    return false; // the activator names a folder that is gone
  }
}
