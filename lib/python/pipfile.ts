/** Pipfile: what a project asks of pipenv. */
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { parse, TomlError } from "smol-toml";
import { DjlabError } from "../tools/errors.js";
import { type Html, html } from "../tools/html.js";
import { masked } from "../tools/secrets.js";
import { Shown } from "../tools/show.js";

/** There is no Pipfile in the folder. */
export class NoPipfile extends DjlabError {}

/** A Pipfile or Pipfile.lock that cannot be read. */
export class PipfileUnreadable extends DjlabError {}

const sections: Record<string, string> = {
  source: "the index that packages come from",
  packages: "what the project needs to run",
  "dev-packages": "what only those need who work on it, for instance to test it",
  requires: "the Python that the environment is made from",
  scripts: "short names for commands: pipenv run NAME",
  pipenv: "settings of pipenv itself",
};

const keys: Record<string, string> = {
  "source.url": "its address",
  "source.verify_ssl": "whether its certificate is checked",
  "source.name": "what other lines call it",
  "requires.python_version": "any release of this version; where the full one is named, that counts",
  "requires.python_full_version": "exactly this release",
};

/** One line of a Pipfile. */
export interface PipfileLine {
  section: string;
  key: string;
  /** As TOML has it, secrets masked. */
  value: string;
  meaning: string;
}

/** A Pipfile, line by line with what each says. */
export class Pipfile extends Shown {
  private constructor(
    readonly lines: readonly PipfileLine[],
    /** What it asks for in `[packages]`, by name. */
    readonly packages: Readonly<Record<string, string>>,
    /** The same of `[dev-packages]`. */
    readonly devPackages: Readonly<Record<string, string>>,
  ) {
    super();
  }

  /**
   * @param folder absolute
   * @throws NoPipfile, PipfileUnreadable
   * @source https://pipenv.pypa.io/en/latest/pipfile.html
   */
  static async read(folder: string): Promise<Pipfile> {
    const file = join(folder, "Pipfile");
    if (!existsSync(file)) {
      throw new NoPipfile(`There is no Pipfile in ${basename(folder)}`, {
        next: 'Install a package with pipenv first, which writes it: await pipenv.install("django")',
      });
    }
    const content = tables(await readFile(file, "utf8"));
    return new Pipfile(linesOf(content), asked(content.packages), asked(content["dev-packages"]));
  }

  protected asText(): string {
    return this.lines
      .map(({ section, key, value, meaning }) => `[${section}] ${key} = ${value}: ${meaning}`)
      .join("\n");
  }

  protected asHtml(): Html {
    return html`<table><thead><tr><th scope="col">section</th><th scope="col">line</th><th scope="col">what it says</th></tr></thead>
      <tbody>${this.lines.map(
        ({ section, key, value, meaning }) =>
          html`<tr><td><code>${section}</code></td><td><code>${key} = ${value}</code></td><td>${meaning}</td></tr>`,
      )}</tbody></table>`;
  }
}

type Tables = Record<string, unknown>;

function tables(text: string): Tables {
  try {
    return parse(text);
  } catch (cause) {
    if (!(cause instanceof TomlError)) throw cause;
    throw new PipfileUnreadable(`Pipfile is not TOML: line ${cause.line}, column ${cause.column}`, {
      next: "Mend that line; names and values go into quotes.",
      cause,
    });
  }
}

function linesOf(content: Tables): PipfileLine[] {
  return Object.entries(content).flatMap(([section, table]) =>
    // `[[source]]` is an array of tables, the others are tables.
    (Array.isArray(table) ? table : [table]).flatMap((one) =>
      Object.entries(one as Tables).map(([key, value]) => ({
        section,
        key,
        value: written(value),
        meaning: keys[`${section}.${key}`] ?? meaningOf(section, value),
      })),
    ),
  );
}

function meaningOf(section: string, value: unknown): string {
  const what = sections[section] ?? "a category of packages of the project's own";
  if (!section.endsWith("packages")) return what;
  return `${what}; ${wanted(value) === "*" ? "any version" : `version ${wanted(value)}`}`;
}

/** A package is asked for by a version, or by a table with one in it. */
function wanted(value: unknown): string {
  if (typeof value === "string") return value;
  return String((value as { version?: string } | undefined)?.version ?? "*");
}

function asked(table: unknown): Record<string, string> {
  const entries = Object.entries((table ?? {}) as Tables);
  return Object.fromEntries(entries.map(([name, value]) => [name, wanted(value)]));
}

function written(value: unknown): string {
  if (typeof value !== "object" || value === null) return masked(JSON.stringify(value));
  const inner = Object.entries(value).map(([key, one]) => `${key} = ${written(one)}`);
  return `{${inner.join(", ")}}`;
}
