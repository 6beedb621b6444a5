/** What an environment holds, looked at closely. */
import { isAbsolute, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { run } from "../tools/command.js";
import { type Html, html } from "../tools/html.js";
import { Shown } from "../tools/show.js";
import type { Workspace } from "../tools/workspace.js";
import type { Maker } from "./maker.js";

const asksWhatItHolds = fileURLToPath(new URL("environment.py", import.meta.url));

/** One of an environment's programs. */
export interface Program {
  /** The file's name, for instance `pip` or, on Windows, `pip.exe`. */
  name: string;
  kind: "interpreter" | "activator" | "script" | "other";
  /** What it is a link to, when it is one. */
  link: string | null;
  /** The package that brought it. */
  package?: string;
  /** The function that it calls, as `module:function`. */
  calls?: string | null;
}

/** What the environment's own Python tells of it. Paths are absolute. */
interface Holdings {
  programs: Program[];
  /** Versions by name. */
  packages: Record<string, string>;
  /** The environment's own folder, as its Python names it. */
  prefix: string;
  sitePackages: string;
  library: string;
  /** The folders of packages that its Python searches. */
  searched: string[];
  files: number;
  bytes: number;
}

/** What an inspection needs to know of an environment. */
export interface Inspectable {
  readonly workspace: Workspace;
  readonly name: string;
  readonly folder: string;
  readonly version: string;
  readonly interpreter: { readonly kind: "link" | "copy"; readonly target: string };
  readonly maker: Maker;
  readonly prompt: string;
  readonly systemSitePackages: boolean;
  readonly made?: { readonly seconds: number };
  program(name: string): string;
}

/**
 * Lets an environment's Python count what is in it: programs, packages, files and bytes.
 *
 * @throws CommandFailed when its Python does not run
 */
export async function inspectEnvironment(environment: Inspectable): Promise<EnvironmentInspection> {
  const { folder } = environment.workspace;
  const argv = [environment.program("python"), "-Es", asksWhatItHolds] as const;
  const { stdout } = await run(argv, { cwd: folder, show: false, json: true });
  return new EnvironmentInspection(environment, JSON.parse(stdout));
}

/** An environment's programs, packages, size and how it was made. */
export class EnvironmentInspection extends Shown {
  readonly name: string;
  /** Version of its Python. */
  readonly version: string;
  readonly maker: Maker;
  readonly interpreter: Inspectable["interpreter"];
  /** What a prompt shows while it is active, without the brackets. */
  readonly prompt: string;
  /** Whether its Python also sees the packages of the one that it was made from. */
  readonly systemSitePackages: boolean;
  /** What lies in its folder of programs, by name. */
  readonly programs: readonly Program[];
  /** Versions of what is installed, by name. */
  readonly packages: Readonly<Record<string, string>>;
  /** Where its packages lie, as typed in the workspace. */
  readonly sitePackages: string;
  /** All folders of packages that its Python searches, absolute. */
  readonly searched: readonly string[];
  /** Whether Python's own library is in it; else it is borrowed. */
  readonly hasLibrary: boolean;
  /** Files, links among them. */
  readonly files: number;
  /** What its files hold. */
  readonly bytes: number;
  /** Wall-clock time that making it took; undefined when another run made it. */
  readonly seconds?: number;
  /** The path in the environment, so that it is the same for two with different names. */
  readonly #packagesFolder: string;

  constructor(environment: Inspectable, holdings: Holdings) {
    super();
    this.name = environment.name;
    this.version = environment.version;
    this.maker = environment.maker;
    this.interpreter = environment.interpreter;
    this.prompt = environment.prompt;
    this.systemSitePackages = environment.systemSitePackages;
    this.programs = holdings.programs;
    this.packages = holdings.packages;
    this.sitePackages = environment.workspace.shown(holdings.sitePackages);
    const below = (path: string) => pathBelow(holdings.prefix, path);
    this.searched = holdings.searched;
    this.#packagesFolder = below(holdings.sitePackages) ?? this.sitePackages;
    this.hasLibrary = below(holdings.library) !== undefined;
    this.files = holdings.files;
    this.bytes = holdings.bytes;
    if (environment.made) this.seconds = environment.made.seconds;
  }

  /** The files that activate it, each for a shell of its own. */
  get activators(): string[] {
    return this.programs.flatMap(({ kind, name }) =>
      /^activate/i.test(name) && kind === "activator" ? [name] : [],
    );
  }

  /** The version of a package, by its name as it writes it; undefined when it is not there. */
  has(name: string): string | undefined {
    return this.packages[name];
  }

  /** What is known of it, in words: the same lines for every environment, so that two can be compared. */
  get rows(): [what: string, value: string][] {
    const { tool, version } = this.maker;
    const scripts = this.programs.filter(({ kind }) => kind === "script").map(({ name }) => name);
    return [
      [
        "made by",
        version && tool !== "venv" ? `${tool} (${tool === "pipenv" ? "virtualenv " : ""}${version})` : tool,
      ],
      ["Python", this.version],
      [
        "its interpreter",
        this.interpreter.kind === "link" ? `a link to ${this.interpreter.target}` : "a copy",
      ],
      ["Python's library", this.hasLibrary ? "in it" : "borrowed"],
      ["prompt when active", `(${this.prompt})`],
      ["sees packages outside", this.systemSitePackages ? "yes" : "no"],
      ["pip", this.has("pip") ?? "not in it"],
      ["setuptools", this.has("setuptools") ?? "not in it"],
      ["packages", listed(Object.keys(this.packages).sort())],
      ["scripts", listed(scripts)],
      ["activators", listed(this.activators)],
      ["folder of packages", this.#packagesFolder],
      ["files", String(this.files)],
      ["size", `${(this.bytes / 1e6).toFixed(1)} MB`],
      ["time to make it", this.seconds === undefined ? "not in this run" : `${this.seconds.toFixed(1)} s`],
    ];
  }

  protected asText(): string {
    const width = Math.max(...this.rows.map(([what]) => what.length));
    const lines = this.rows.map(([what, value]) => `  ${what.padEnd(width)}  ${value}`);
    return [`Environment ${this.name}`, ...lines].join("\n");
  }

  protected asHtml(): Html {
    return html`<div class="card"><p class="title">Environment <code>${this.name}</code></p><table><tbody>
      ${this.rows.map(([what, value]) => html`<tr><th scope="row">${what}</th><td>${value}</td></tr>`)}</tbody></table>
      <details><summary>Its ${this.programs.length} programs</summary><table><thead><tr><th scope="col">name</th><th scope="col">what it is</th></tr></thead>
      <tbody>${this.programs.map((one) => html`<tr><td><code>${one.name}</code></td><td>${whatItIs(one)}</td></tr>`)}</tbody></table></details></div>`;
  }
}

/** A program in a few words. */
export function whatItIs({ name, kind, link, package: from, calls }: Program): string {
  const leads = link ? `, a link to ${link}` : "";
  if (kind === "interpreter") return `Python${leads}`;
  if (kind === "activator")
    return /^deactivate/i.test(name) ? "ends what an activator did" : "activates the environment in a shell";
  const brought = from ? `of ${from}${calls ? `: calls ${calls}` : ""}` : "of no package";
  return kind === "script" ? `a program ${brought}${leads}` : `a file ${brought}${leads}`;
}

const listed = (names: readonly string[]) => names.join(", ") || "none";

/** The path from a folder to something in it, with forward slashes; undefined when it is not in it. */
function pathBelow(folder: string, path: string): string | undefined {
  const way = relative(folder, path);
  return way.startsWith("..") || isAbsolute(way) ? undefined : way.split(sep).join("/");
}
