/** An edit that was made, as a thing that can be looked at. */
import { type Html, html } from "../../tools/html.js";
import { Shown } from "../../tools/show.js";
import type { FileDiff } from "../files/file-diff.js";

/** What was done to which files. Secrets are masked. */
export class Edit extends Shown {
  constructor(
    /** By this the edit can be undone. */
    readonly id: string,
    /** What was done, a sentence for each step. */
    readonly words: readonly string[],
    /** Each file that it has changed: also when it is made already, by this kernel; none when all was there before. */
    readonly files: readonly FileDiff[],
  ) {
    super();
  }

  /** Whether it has changed any file. */
  get changed(): boolean {
    return this.files.length > 0;
  }

  protected asText(): string {
    return [...this.words, ...this.files.map(String)].join("\n");
  }

  protected asHtml(): Html {
    return html`<div class="card">${this.words.map((words) => html`<p class="title">${words}</p>`)}
      ${this.files.map((file) => file.look())}
      ${!this.changed && html`<p class="soft">No file is changed.</p>`}</div>`;
  }
}
