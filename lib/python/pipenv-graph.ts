/** What `pipenv graph` shows: who needs whom. */
import { type Html, html } from "../tools/html.js";
import type { CommandResult } from "../tools/result.js";
import { Shown } from "../tools/show.js";

/** A package, and those that it needs. */
export interface Needs {
  package_name: string;
  installed_version: string;
  /** For instance `>=3.8.1`; `Any` where every version does. */
  required_version: string;
  dependencies: Needs[];
}

/** The packages of an environment as trees; nothing needs those at the roots. */
export class PipenvGraph extends Shown {
  constructor(
    readonly roots: readonly Needs[],
    readonly command: CommandResult,
  ) {
    super();
  }

  protected asText(): string {
    return this.roots.flatMap((root) => lines(root, "")).join("\n");
  }

  protected asHtml(): Html {
    return html`<ul>${this.roots.map(item)}</ul>`;
  }
}

function lines(one: Needs, indent: string): string[] {
  return [
    indent + described(one, indent !== ""),
    ...one.dependencies.flatMap((needed) => lines(needed, `${indent}  `)),
  ];
}

function described({ package_name, installed_version, required_version }: Needs, isNeeded: boolean): string {
  const asked = isNeeded && required_version !== "Any" ? `, asked for as ${required_version}` : "";
  return `${package_name} ${installed_version}${asked}`;
}

function item(one: Needs, depth: number | boolean = false): Html {
  const inner = one.dependencies.map((needed) => item(needed, true));
  return html`<li>${described(one, depth === true)}${inner.length > 0 && html`<ul>${inner}</ul>`}</li>`;
}
