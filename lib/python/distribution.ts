/** Installed packages. */
import { type Html, html } from "../tools/html.js";
import type { CommandResult } from "../tools/result.js";
import { Shown } from "../tools/show.js";
import type { Workspace } from "../tools/workspace.js";

/** One installed package, as it describes itself. */
export interface Package {
  name: string;
  version: string;
  summary: string;
  /** The Pythons that it takes, for instance `>=3.10`. */
  requiresPython: string;
  /** What it needs, as it says itself: `asgiref>=3.8.1`. */
  requires: string[];
  /** The folder that its modules lie in, absolute. */
  folder: string;
}

/** Files of one package that serve the same end. */
export interface FilesOfAKind {
  kind: "modules" | "metadata" | "programs" | "other";
  /** Absolute. */
  folder: string;
  files: number;
  bytes: number;
  /** The first few of them, absolute. */
  examples: string[];
}

/** One installed package and its files; paths are absolute. */
export interface Distribution extends Package {
  files: number;
  bytes: number;
  kinds: FilesOfAKind[];
  /** The commands that it brings. */
  programs: string[];
}

export interface Installation extends Distribution {
  /** It, and those that it needs. */
  packages: Distribution[];
  workspace: Workspace;
  /** The command that installed it, when it was this run. */
  command?: CommandResult;
}

/** What an installation put where. */
export class Installed extends Shown {
  readonly name: string;
  /** For instance `5.2.8`. */
  readonly version: string;
  /** The Pythons that this version takes, for instance `>=3.10`. */
  readonly requiresPython: string;
  /** Where its modules lie, absolute. */
  readonly folder: string;
  /** The package itself, and those that it needs. */
  readonly packages: readonly Distribution[];
  /** The command that installed it. */
  readonly command?: CommandResult;
  readonly #workspace: Workspace;

  constructor({ name, version, requiresPython, folder, packages, command, workspace }: Installation) {
    super();
    this.name = name;
    this.version = version;
    this.requiresPython = requiresPython;
    this.folder = folder;
    this.packages = packages;
    this.command = command;
    this.#workspace = workspace;
  }

  /** The commands that came with it, as typed in the workspace. */
  get programs(): string[] {
    return this.packages.flatMap(({ programs }) => programs).map((path) => this.#workspace.shown(path));
  }

  #rows(): [string, string, string, string][] {
    return this.packages.map(({ name, version, files, bytes, summary }) => [
      `${name} ${version}`,
      String(files),
      `${(bytes / 1e6).toFixed(1)} MB`,
      summary,
    ]);
  }

  protected asText(): string {
    const rows = this.#rows().map(
      ([name, files, size, summary]) => `  ${name}: ${files} files, ${size}. ${summary}`,
    );
    const commands = this.programs.length > 0 ? [`commands: ${this.programs.join(", ")}`] : [];
    return [`in ${this.#workspace.shown(this.folder)}:`, ...rows, ...commands].join("\n");
  }

  protected asHtml(): Html {
    return html`<div class="card"><p class="title">In <code>${this.#workspace.shown(this.folder)}</code></p>
      <table><thead><tr><th scope="col">package</th><th scope="col">files</th><th scope="col">size</th><th scope="col">what it is</th></tr></thead>
      <tbody>${this.#rows().map((cells) => html`<tr>${cells.map((cell, at) => html`<td>${at < 3 ? unbroken(cell) : cell}</td>`)}</tr>`)}</tbody></table>
      ${this.programs.length > 0 && html`<p>Commands: ${this.programs.map((path) => html`<code>${path}</code> `)}</p>`}</div>`;
  }
}

/** Short texts of a table stay on one line, beside a long one. */
const unbroken = (text: string) => text.replaceAll(" ", "\u00a0");

/** What this run installed. */
export type JustInstalled = Installed & { readonly command: CommandResult };
