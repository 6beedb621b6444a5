/** The pyvenv.cfg of an environment, line by line. */
import { type Html, html } from "../tools/html.js";
import { Shown } from "../tools/show.js";

const meanings: Readonly<Record<string, string>> = {
  home: "the folder of the Python that it was made from, which it borrows from",
  "include-system-site-packages": "whether it sees the packages of that Python, too",
  version: "the version of that Python",
  version_info: "the version of that Python, in full",
  executable: "the program that made it",
  command: "what was typed to make it",
  prompt: "what a prompt shows while it is active",
  implementation: "which Python it is: CPython is the usual one",
  virtualenv: "the version of virtualenv that made it",
  uv: "the version of uv that made it",
  "base-prefix": "where the installation lies that it borrows from",
  "base-exec-prefix": "where that keeps what is made for this kind of computer",
  "base-executable": "the program that is really run",
};

/** The lines of a pyvenv.cfg, each with what it says. */
export class ExplainedConfig extends Shown {
  readonly lines: readonly { key: string; value: string; meaning: string }[];

  constructor(config: Readonly<Record<string, string>>) {
    super();
    this.lines = Object.entries(config).map(([key, value]) => ({ key, value, meaning: meanings[key] ?? "" }));
  }

  protected asText(): string {
    return this.lines.map(({ key, value, meaning }) => `${key} = ${value}\n    ${meaning}`).join("\n");
  }

  protected asHtml(): Html {
    return html`<div class="card"><p class="title">pyvenv.cfg, line by line</p><table><thead><tr><th scope="col">name</th>
      <th scope="col">value</th><th scope="col">what it says</th></tr></thead><tbody>${this.lines.map(
        ({ key, value, meaning }) =>
          html`<tr><th scope="row">${key}</th><td><code>${value}</code></td><td>${meaning}</td></tr>`,
      )}</tbody></table></div>`;
  }
}
