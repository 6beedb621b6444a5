/** A chapter's end: what really happened. */
import { type Html, html } from "../tools/html.js";
import type { CommandResult } from "../tools/result.js";
import { Shown } from "../tools/show.js";

/** The commands that ran, in order, each with its folder, how it ended and how long it took. */
export class Recap extends Shown {
  constructor(readonly commands: readonly CommandResult[]) {
    super();
  }

  /** Wall-clock time of all of them. */
  get seconds(): number {
    return this.commands.reduce((sum, { seconds }) => sum + seconds, 0);
  }

  protected asText(): string {
    return this.commands
      .map(({ folder, command, outcome }) => `${folder && `${folder} `}$ ${command}   # ${outcome}`)
      .join("\n");
  }

  protected asHtml(): Html {
    // A column of nothing but "your folder" would say nothing, and make each line two.
    const isElsewhere = this.commands.some(({ folder }) => folder !== "");
    return html`<div class="card"><p class="title">What you ran${isElsewhere ? "" : ", in your folder"}</p><table>
      <thead><tr>${isElsewhere && html`<th scope="col">in</th>`}<th scope="col">command</th><th scope="col">how it ended</th></tr></thead>
      <tbody>${this.commands.map(
        ({ folder, command, outcome }) =>
          html`<tr>${isElsewhere && html`<td>${folder || "your folder"}</td>`}<td><code>${command}</code></td><td>${outcome}</td></tr>`,
      )}</tbody></table></div>`;
  }
}
