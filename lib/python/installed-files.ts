/** The files of one package, by what they are for. */
import { type Html, html } from "../tools/html.js";
import { Shown } from "../tools/show.js";
import type { Workspace } from "../tools/workspace.js";
import type { Distribution, FilesOfAKind } from "./distribution.js";

const purposes: Record<FilesOfAKind["kind"], string> = {
  modules: "the Python code that your programs import, with its templates and other data",
  metadata: "what pip knows of it: name, version, needs, and the list of all its files",
  programs: "the commands that it brings; each of them is a few lines that call its code",
  other: "files for other places, such as manual pages",
};

const order = Object.keys(purposes);

/** What an installed package put where. */
export class InstalledFiles extends Shown {
  readonly name: string;
  readonly version: string;
  /** Those that there are of modules, metadata, programs and others, in this order. */
  readonly kinds: readonly FilesOfAKind[];
  readonly #workspace: Workspace;

  constructor({ name, version, kinds }: Distribution, workspace: Workspace) {
    super();
    this.name = name;
    this.version = version;
    this.kinds = kinds.toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
    this.#workspace = workspace;
  }

  #rows(): [kind: string, folder: string, files: string, size: string, purpose: string][] {
    return this.kinds.map(({ kind, folder, files, bytes }) => [
      kind,
      this.#workspace.shown(folder),
      String(files),
      bytes < 1e5 ? `${(bytes / 1e3).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`,
      purposes[kind],
    ]);
  }

  protected asText(): string {
    const rows = this.#rows().map(
      ([kind, folder, files, size, purpose]) =>
        `  ${kind}: ${files} files, ${size}, in ${folder}: ${purpose}`,
    );
    return [`${this.name} ${this.version}`, ...rows].join("\n");
  }

  protected asHtml(): Html {
    return html`<div class="card"><p class="title">${this.name} ${this.version}</p>
      <table><thead><tr><th scope="col">kind</th><th scope="col">folder</th><th scope="col">files</th><th scope="col">size</th><th scope="col">what for</th></tr></thead>
      <tbody>${this.#rows().map(
        ([kind, folder, files, size, purpose]) =>
          html`<tr><th scope="row">${kind}</th><td><code>${folder}</code></td><td>${files}</td><td>${size.replace(" ", "\u00a0")}</td><td>${purpose}</td></tr>`,
      )}</tbody></table>
      <details><summary>Some of them</summary><pre>${this.kinds
        .flatMap(({ examples }) => examples.map((path) => this.#workspace.shown(path)))
        .join("\n")}</pre></details></div>`;
  }
}
