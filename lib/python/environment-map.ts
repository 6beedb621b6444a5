/** A virtual environment as a picture, and its pyvenv.cfg line by line. */
import { basename, dirname } from "node:path";
import type { Diagram } from "../diagram/diagram.js";
import { type TreeEntry, treeDiagram } from "../diagram/tree.js";
import { type Html, html } from "../tools/html.js";
import { Shown } from "../tools/show.js";
import type { EnvironmentInspection, Program } from "./inspection.js";
import { whatItIs } from "./inspection.js";

/** What the drawing needs to know of an environment. */
interface Drawn {
  readonly name: string;
  readonly folder: string;
  readonly interpreter: { readonly path: string; readonly target: string; readonly kind: "link" | "copy" };
  /** As typed in the workspace. */
  readonly sitePackages: string;
  readonly parts: readonly [path: string, purpose: string][];
  readonly workspace: { shown(path: string): string };
}

/** More programs than these would hide the others. */
const mostPrograms = 6;

/**
 * Draws an environment: its parts, the programs that matter most, and a folder for each package.
 *
 * @example (await env.diagram()).title.startsWith("The environment env") // true
 */
export function environmentDiagram(environment: Drawn, holdings: EnvironmentInspection): Diagram {
  const { name, interpreter, sitePackages, parts, folder, workspace } = environment;
  const below = (path: string) => path.slice(workspace.shown(folder).length + 1);
  const programs = below(dirname(interpreter.path));
  const packages = below(sitePackages);
  const installed = Object.entries(holdings.packages).map(([one, version]) => `${one} ${version}`);
  const inside: Record<string, TreeEntry[]> = {
    [programs]: shownPrograms(holdings.programs, environment).map((one) => ({
      ...one,
      path: `${programs}/${one.path}`,
    })),
    [packages.split("/")[0] ?? ""]: [{ path: `${packages}/`, note: `installed: ${installed.join(", ")}` }],
  };
  const entries = parts.flatMap(([path, note]): TreeEntry[] => {
    const part = below(path);
    const children = inside[part];
    return [{ path: children || !/\./.test(part) ? `${part}/` : part, note }, ...(children ?? [])];
  });
  return treeDiagram({ title: `The environment ${name}, as it lies on the disk`, root: name, entries });
}

/** The interpreter by the name that one types, an activator, pip, and the commands that packages brought. */
function shownPrograms(all: readonly Program[], { interpreter }: Drawn): TreeEntry[] {
  const python = basename(interpreter.path);
  const first = all.filter(({ name }) => name === python);
  const activator = all.filter(({ name }) => /^activate(\.bat)?$/i.test(name)).slice(0, 1);
  const scripts = all.filter(({ name, kind }) => kind === "script" && !/^pip\d/.test(name));
  return [...first, ...activator, ...scripts].slice(0, mostPrograms).map((one) => {
    const note =
      one.kind === "script" && one.package ? `a command of the package ${one.package}` : whatItIs(one);
    if (!first.includes(one)) return { path: one.name, note };
    const linked = interpreter.kind === "link";
    return { path: one.name, note: "Python", ...(linked && { linksTo: interpreter.target }) };
  });
}

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
