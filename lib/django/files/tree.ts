/** A project's files as a tree: what each is for, what is in it, what changed. */
import type { Diagram } from "../../diagram/diagram.js";
import { treeDiagram } from "../../diagram/tree.js";
import { type Html, html } from "../../tools/html.js";
import { Shown } from "../../tools/show.js";
import { maskedSource } from "./masked-source.js";
import { purposeOf } from "./purposes.js";
import { type Change, changes, type Entry, type Snapshot } from "./snapshot.js";

/** A look at a project's files. Paths are from the project's folder, with forward slashes. */
export class ProjectTree extends Shown {
  readonly #after: Snapshot;
  readonly #changes: ReadonlyMap<string, Change>;
  readonly #name: string;

  /**
   * @param name of the project's folder
   * @param before what was there at the last look; without it nothing counts as changed
   */
  constructor(name: string, after: Snapshot, before: Snapshot = after) {
    super();
    this.#name = name;
    this.#after = after;
    this.#changes = changes(before, after);
  }

  /** Every file, in the order of the tree. */
  get files(): string[] {
    return [...this.#after.keys()].filter((path) => !path.endsWith("/"));
  }

  /** The folders that are Python packages: those with an `__init__.py`. */
  get packages(): string[] {
    return [...this.#after.keys()].filter((path) => path.endsWith("/") && this.#isPackage(path));
  }

  /** What came since the last look, files and folders. */
  get added(): string[] {
    return this.#changed("new");
  }

  /** Files that are not what they were at the last look. */
  get changed(): string[] {
    return this.#changed("changed");
  }

  /** What went since the last look. */
  get gone(): string[] {
    return this.#changed("gone");
  }

  #changed(kind: Change): string[] {
    return [...this.#changes].filter(([, change]) => change === kind).map(([path]) => path);
  }

  #isPackage(folder: string): boolean {
    return this.#after.has(`${folder}__init__.py`);
  }

  /**
   * The same as a picture, with what each file is for.
   *
   * @example (await mysite.tree()).diagram();
   */
  diagram(): Diagram {
    const entries = [...this.#after.keys()].map((path) => ({
      path,
      note: purposeOf(path, this.#after) || undefined,
      mark: this.#changes.get(path),
    }));
    const gone = this.gone.map((path) => ({ path, mark: "gone" as const }));
    return treeDiagram({
      title: `The files of ${this.#name}`,
      root: this.#name,
      entries: [...entries, ...gone],
    });
  }

  protected asText(): string {
    const rows = [...this.#after.keys()].map((path) => {
      const depth = path.replace(/\/$/, "").split("/").length;
      return { path, label: "    ".repeat(depth) + nameOf(path) };
    });
    const width = Math.max(0, ...rows.map(({ label }) => label.length));
    const lines = rows.map(({ path, label }) => {
      const change = this.#changes.get(path);
      const words = [change && `(${change})`, purposeOf(path, this.#after)].filter(Boolean);
      return `${label.padEnd(width)}  ${words.join(" ")}`.trimEnd();
    });
    return [`${this.#name}/`, ...lines, ...this.gone.map((path) => `    ${path}  (gone)`)].join("\n");
  }

  protected asHtml(): Html {
    return html`<div class="card"><code>${this.#name}/</code> <span class="soft">the ${this.#after.has("manage.py") ? "project" : "app"}'s folder</span>${this.#list("")}
      ${this.gone.map((path) => html`<p><code>${path}</code>${badge("gone")}</p>`)}</div>`;
  }

  #list(folder: string): Html {
    const inside = [...this.#after.values()].filter(({ path }) => parentOf(path) === folder);
    return html`<ul>${inside.map((entry) => html`<li>${this.#item(entry)}</li>`)}</ul>`;
  }

  #item(entry: Entry): Html {
    const { path, text } = entry;
    const purpose = purposeOf(path, this.#after);
    const line = html`<code>${nameOf(path)}</code>${badge(this.#changes.get(path))} <span class="soft">${purpose}</span>`;
    if (path.endsWith("/")) return html`${line}${this.#list(path)}`;
    if (!text) return line;
    return html`<details><summary>${line}</summary><pre>${maskedSource(text)}</pre></details>`;
  }
}

function badge(change?: Change): Html | undefined {
  return change && html`<span class="badge">${change}</span>`;
}

/** The last part of a path, of folders with the slash. */
function nameOf(path: string): string {
  return /[^/]+\/?$/.exec(path)?.[0] ?? path;
}

function parentOf(path: string): string {
  return path.slice(0, path.length - nameOf(path).length);
}
