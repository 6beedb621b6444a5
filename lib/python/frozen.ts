/** What `pip freeze` writes. */
import { basename } from "node:path";
import { writeWhole } from "../tools/disk.js";
import { type Html, html } from "../tools/html.js";
import type { CommandResult } from "../tools/result.js";
import { Shown } from "../tools/show.js";
import type { Workspace } from "../tools/workspace.js";

/** The packages of an environment with their exact versions: the text of a requirements file. */
export class Frozen extends Shown {
  readonly #workspace: Workspace;

  constructor(
    /** For instance `Django==5.2.8`. */
    readonly lines: readonly string[],
    readonly command: CommandResult,
    workspace: Workspace,
  ) {
    super();
    this.#workspace = workspace;
  }

  /**
   * Writes them into a file of the workspace, as `pip freeze > requirements.txt` does; at once or not at all.
   *
   * @returns its path as typed in the workspace
   * @example await (await env.pip.freeze()).save("requirements.txt") // requirements.txt
   */
  async save(name = "requirements.txt"): Promise<string> {
    const path = this.#workspace.path(name);
    await writeWhole(path, this.lines.map((line) => `${line}\n`).join(""));
    return basename(path);
  }

  protected asText(): string {
    return this.lines.join("\n");
  }

  protected asHtml(): Html {
    return html`<pre>${this.asText()}</pre>`;
  }
}
