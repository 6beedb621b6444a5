/** What `pip uninstall` took away, and what it left. */
import { type Html, html } from "../tools/html.js";
import type { CommandResult } from "../tools/result.js";
import { Shown } from "../tools/show.js";
import type { Distribution, Package } from "./distribution.js";
import { normalised } from "./requirement.js";

export interface Uninstallation {
  name: string;
  /** What was there; undefined when nothing was. */
  was?: Distribution;
  /** What is installed now. */
  left: readonly Package[];
  command: CommandResult;
}

/** A package that is gone. */
export class Uninstalled extends Shown {
  readonly name: string;
  /** Undefined when it was not installed. */
  readonly version?: string;
  /** How many files went. */
  readonly files: number;
  /** What it had needed and nothing else needs now: pip takes away only what it is told to. */
  readonly orphans: readonly string[];
  /** What needs it, and may not work now. */
  readonly broken: readonly string[];
  readonly command: CommandResult;

  constructor({ name, was, left, command }: Uninstallation) {
    super();
    this.name = was?.name ?? name;
    if (was) this.version = was.version;
    this.files = was?.files ?? 0;
    const needs = (one: Package, other: string) =>
      one.requires.some((line) => !/\bextra\s*==/.test(line) && normalised(line) === normalised(other));
    this.orphans = left
      .filter((one) => was && needs(was, one.name) && !left.some((other) => needs(other, one.name)))
      .map((one) => one.name);
    this.broken = left.filter((one) => needs(one, this.name)).map((one) => one.name);
    this.command = command;
  }

  #sentences(): string[] {
    if (this.version === undefined) return [`${this.name} was not installed.`];
    const { orphans, broken } = this;
    return [
      `${this.name} ${this.version} is gone, with its ${this.files} files.`,
      ...(orphans.length > 0 ? [`It had needed ${orphans.join(", ")}, which nothing here needs now.`] : []),
      ...(broken.length > 0 ? [`Still here, but in need of it: ${broken.join(", ")}.`] : []),
    ];
  }

  protected asText(): string {
    return this.#sentences().join("\n");
  }

  protected asHtml(): Html {
    return html`<div class="card">${this.#sentences().map((sentence) => html`<p>${sentence}</p>`)}</div>`;
  }
}
