/** What changed in a project between two looks, file by file. */
import { type Html, html } from "../../tools/html.js";
import { Shown } from "../../tools/show.js";
import { FileDiff } from "./file-diff.js";
import { type Change, changes, type Entry, type Snapshot } from "./snapshot.js";

/** The changes since the last look. Paths are from the project's folder, with forward slashes. */
export class ProjectChanges extends Shown {
  /** Each file that came, changed or went. */
  readonly files: readonly FileDiff[];
  /** Folders that came. */
  readonly newFolders: readonly string[];
  /** Folders that went. */
  readonly goneFolders: readonly string[];
  readonly #name: string;

  /** @param name of the project's folder */
  constructor(name: string, before: Snapshot, after: Snapshot) {
    super();
    this.#name = name;
    const found = [...changes(before, after)].filter(([path]) => !path.includes("__pycache__/"));
    const folders = (kind: Change) =>
      found.filter(([path, change]) => path.endsWith("/") && change === kind).map(([path]) => path);
    this.newFolders = folders("new");
    this.goneFolders = folders("gone");
    this.files = found
      .filter(([path]) => !path.endsWith("/"))
      .map(([path, change]) => diffOf(path, change, before.get(path), after.get(path)));
  }

  /**
   * What became of one file; undefined when it is as it was.
   *
   * @param path from the project's folder, for instance `mysite/urls.py`
   */
  of(path: string): FileDiff | undefined {
    return this.files.find((file) => file.path === path);
  }

  /** In a few words. */
  get summary(): string {
    const count = this.files.length;
    if (count + this.newFolders.length + this.goneFolders.length === 0) {
      return `Nothing in ${this.#name} changed since the last look`;
    }
    return `${count} ${count === 1 ? "file" : "files"} of ${this.#name} changed since the last look`;
  }

  #folderLines(): string[] {
    return [
      ...this.newFolders.map((path) => `new folder ${path}`),
      ...this.goneFolders.map((path) => `folder ${path} is gone`),
    ];
  }

  protected asText(): string {
    return [this.summary, ...this.#folderLines(), ...this.files.map(String)].join("\n");
  }

  protected asHtml(): Html {
    return html`<div class="card"><p class="title">${this.summary}</p>
      ${this.#folderLines().map((line) => html`<p class="soft">${line}</p>`)}${this.files.map((file) => file.look())}</div>`;
  }
}

function diffOf(path: string, change: Change, before?: Entry, after?: Entry): FileDiff {
  const note = noteOn(path, before) ?? noteOn(path, after);
  return new FileDiff({ path, before: before?.text, after: after?.text, note }, change);
}

/** Why a file has no lines to compare. */
function noteOn(path: string, entry?: Entry): string | undefined {
  if (!entry || entry.text !== undefined) return undefined;
  const size = `${entry.bytes.toLocaleString("en-GB")} bytes`;
  if (/\.sqlite3?$/.test(path)) return `the database, ${size}`;
  return entry.isText ? `long, ${size}` : `no text, ${size}`;
}
