/** What changed in a project between two looks, file by file. */
import { type Html, html } from "../../tools/html.js";
import { Shown } from "../../tools/show.js";
import { FileDiff } from "./file-diff.js";
import { type Change, changes, type Entry, type Snapshot } from "./snapshot.js";

/** A folder of more files, all new or all gone, is shown as one thing. */
const most = 20;

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

  /** The outermost folders that came or went with many files in them, as those of collectstatic. */
  #large(): string[] {
    const folders = [...this.newFolders, ...this.goneFolders];
    const outermost = folders.filter((path) => !folders.some((one) => one !== path && path.startsWith(one)));
    return outermost.filter((path) => this.#filesIn(path) > most);
  }

  #filesIn(folder: string): number {
    return this.files.filter(({ path }) => path.startsWith(folder)).length;
  }

  #shown(): { lines: string[]; files: FileDiff[] } {
    const large = this.#large();
    const isApart = (path: string) => !large.some((folder) => path !== folder && path.startsWith(folder));
    const count = (path: string) => (large.includes(path) ? ` with ${this.#filesIn(path)} files` : "");
    return {
      lines: [
        ...this.newFolders.filter(isApart).map((path) => `new folder ${path}${count(path)}`),
        ...this.goneFolders.filter(isApart).map((path) => `folder ${path}${count(path)} is gone`),
      ],
      files: this.files.filter(({ path }) => isApart(path)),
    };
  }

  protected asText(): string {
    const { lines, files } = this.#shown();
    return [this.summary, ...lines, ...files.map(String)].join("\n");
  }

  protected asHtml(): Html {
    const { lines, files } = this.#shown();
    return html`<div class="card"><p class="title">${this.summary}</p>
      ${lines.map((line) => html`<p class="soft">${line}</p>`)}${files.map((file) => file.look())}</div>`;
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
