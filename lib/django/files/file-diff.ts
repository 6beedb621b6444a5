/** One file before and after: the lines that came and went. */
import { type Html, html } from "../../tools/html.js";
import { Shown } from "../../tools/show.js";
import { type Hunk, hunks, linesOf, type Row, splices } from "./line-diff.js";
import { maskedSource } from "./masked-source.js";

/** Longer diffs are folded up until one opens them. Rows. */
const long = 40;

export interface FileVersions {
  /** From the project's folder, with forward slashes. */
  path: string;
  /** Undefined when there was no such file. */
  before?: string;
  /** Undefined when there is none any more. */
  after?: string;
  /** Said instead of a diff, for what is no text. */
  note?: string;
}

/** What became of one file. Secrets are masked. */
export class FileDiff extends Shown {
  readonly path: string;
  readonly kind: "new" | "changed" | "gone";
  /** How many lines came. */
  readonly added: number;
  /** How many lines went. */
  readonly removed: number;
  /** Why there is no diff; undefined when there is one. */
  readonly note?: string;
  readonly #hunks: Hunk[];
  /** The lines that may be shown. */
  readonly #old: string[];
  readonly #new: string[];

  constructor({ path, before, after, note }: FileVersions, kind?: "new" | "changed" | "gone") {
    super();
    this.path = path;
    this.kind = kind ?? (before === undefined ? "new" : after === undefined ? "gone" : "changed");
    const changes = note ? [] : splices(before ?? "", after ?? "");
    this.added = changes.reduce((sum, change) => sum + change.added.length, 0);
    this.removed = changes.reduce((sum, change) => sum + change.removed.length, 0);
    this.#old = linesOf(maskedSource(before ?? ""));
    this.#new = linesOf(maskedSource(after ?? ""));
    this.#hunks = hunks(changes, this.#old.length);
    if (note) this.note = note;
  }

  /** What happened, in a few words, for instance `changed: 1 line added, 2 removed`. */
  get summary(): string {
    if (this.note) return `${this.kind}: ${this.note}`;
    const counts = [
      this.added > 0 && `${this.added} ${this.added === 1 ? "line" : "lines"} added`,
      this.removed > 0 &&
        `${this.removed}${this.added > 0 ? "" : this.removed === 1 ? " line" : " lines"} removed`,
    ].filter(Boolean);
    return `${this.kind}: ${counts.join(", ") || "empty"}`;
  }

  /**
   * As `git diff` would print it; secrets masked.
   *
   * @source https://git-scm.com/docs/diff-format
   */
  get patch(): string {
    if (this.note) return `${this.path}  (${this.summary})`;
    const head = [
      `--- ${this.kind === "new" ? "/dev/null" : `a/${this.path}`}`,
      `+++ ${this.kind === "gone" ? "/dev/null" : `b/${this.path}`}`,
    ];
    if (this.#hunks.length === 0) return `${this.path}  (${this.summary})`;
    return [...head, ...this.#hunks.flatMap((hunk) => this.#patchOf(hunk))].join("\n");
  }

  #patchOf(hunk: Hunk): string[] {
    const old = hunk.rows.filter(({ kind }) => kind !== "added").length;
    const now = hunk.rows.filter(({ kind }) => kind !== "removed").length;
    const range = (start: number, count: number) => `${count === 0 ? start - 1 : start},${count}`;
    const signs = { same: " ", removed: "-", added: "+" };
    return [
      `@@ -${range(hunk.oldStart, old)} +${range(hunk.newStart, now)} @@`,
      ...hunk.rows.map((row) => {
        const line = this.#line(row);
        const missing = line.endsWith("\n") ? "" : "\n\\ No newline at end of file";
        return signs[row.kind] + line.replace(/\n$/, "") + missing;
      }),
    ];
  }

  #line({ oldLine, newLine }: Row): string {
    return (newLine === undefined ? this.#old[(oldLine ?? 1) - 1] : this.#new[newLine - 1]) ?? "";
  }

  protected asText(): string {
    return this.patch;
  }

  /** Its look, to be put into another's. */
  look(): Html {
    return this.asHtml();
  }

  protected asHtml(): Html {
    const title = html`<code>${this.path}</code> <span class="soft">${this.summary}</span>`;
    if (this.note || this.#hunks.length === 0) return html`<div>${title}</div>`;
    const rows = this.#hunks.reduce((sum, hunk) => sum + hunk.rows.length, 0);
    const open = rows > long ? html`` : html` open`;
    return html`<details${open}><summary>${title}</summary><table class="diff">
      <thead><tr><th scope="col">before</th><th scope="col">now</th><th scope="col">change</th><th scope="col">line</th></tr></thead>
      ${this.#hunks.map((hunk, index) => html`<tbody>${index > 0 && skipped}${hunk.rows.map((row) => this.#row(row))}</tbody>`)}</table></details>`;
  }

  #row(row: Row): Html {
    const code = html`<code>${this.#line(row).replace(/\r?\n$/, "")}</code>`;
    const marked = { same: code, removed: html`<del>${code}</del>`, added: html`<ins>${code}</ins>` };
    const words = { same: "", removed: "− removed", added: "+ added" };
    return html`<tr><td>${row.oldLine}</td><td>${row.newLine}</td><td>${words[row.kind]}</td><td>${marked[row.kind]}</td></tr>`;
  }
}

const skipped = html`<tr><td colspan="4" class="soft">… lines that stayed the same …</td></tr>`;
