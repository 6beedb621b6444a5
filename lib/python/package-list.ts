/** What pip says is installed. */
import { type Html, html } from "../tools/html.js";
import type { CommandResult } from "../tools/result.js";
import { Shown } from "../tools/show.js";
import type { Package } from "./distribution.js";
import { normalised } from "./requirement.js";

/** The packages of an environment, by name. */
export class PackageList extends Shown implements Iterable<Package> {
  constructor(
    readonly packages: readonly Package[],
    /** The command that was asked. */
    readonly command: CommandResult,
  ) {
    super();
  }

  /** Their names, as they write them themselves. */
  get names(): string[] {
    return this.packages.map(({ name }) => name);
  }

  /** One of them, whichever way its name is written; undefined when it is not there. */
  get(name: string): Package | undefined {
    return this.packages.find((one) => normalised(one.name) === normalised(name));
  }

  [Symbol.iterator](): Iterator<Package> {
    return this.packages[Symbol.iterator]();
  }

  protected asText(): string {
    return this.packages.map(({ name, version, summary }) => `${name} ${version}: ${summary}`).join("\n");
  }

  protected asHtml(): Html {
    return html`<table><thead><tr><th scope="col">package</th><th scope="col">version</th><th scope="col">what it is</th></tr></thead>
      <tbody>${this.packages.map(
        ({ name, version, summary }) =>
          html`<tr><td><code>${name}</code></td><td>${version}</td><td>${summary}</td></tr>`,
      )}</tbody></table>`;
  }
}
