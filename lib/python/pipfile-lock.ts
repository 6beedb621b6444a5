/** Pipfile.lock: exactly what pipenv installs. */
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { DjlabError } from "../tools/errors.js";
import { type Html, html } from "../tools/html.js";
import { masked } from "../tools/secrets.js";
import { Shown } from "../tools/show.js";
import { PipfileUnreadable } from "./pipfile.js";

/** There is no Pipfile.lock in the folder. */
export class NoLockFile extends DjlabError {}

/** One package, held to one version. */
export interface LockedPackage {
  name: string;
  /** `default` for those of `[packages]`, `develop` for those of `[dev-packages]`. */
  section: string;
  /** For instance `5.2.8`. */
  version: string;
  /** How many files of it may come: each has a hash. */
  hashes: number;
  /** Where it is needed at all; empty for everywhere. */
  markers: string;
  /** Named for what the Pipfile itself asks for. */
  index?: string;
}

interface Entry {
  version?: string;
  hashes?: string[];
  markers?: string;
  index?: string;
}

interface Content {
  _meta: { hash: { sha256: string }; requires?: Record<string, string>; sources?: { url: string }[] };
  [section: string]: unknown;
}

const explained: readonly [key: string, meaning: string][] = [
  ["_meta.hash", "a fingerprint of the Pipfile: when that changes, the lock is out of date"],
  ["_meta.requires", "the Python that it was made for"],
  ["_meta.sources", "where the packages come from"],
  ["default", "the packages to run the project, with all that they need"],
  ["develop", "the further packages of those who work on it"],
  ["version", "the one version that is installed"],
  ["hashes", "fingerprints of the files of that version: any other file is refused"],
  ["markers", "the Pythons and systems that need it"],
];

/** A lock file, package by package. */
export class PipfileLock extends Shown {
  private constructor(
    readonly packages: readonly LockedPackage[],
    /** The fingerprint of the Pipfile that it was made from: SHA-256 in hexadecimal digits. */
    readonly pipfileHash: string,
    /** For instance `3.12`; undefined where the Pipfile asks for none. */
    readonly pythonVersion: string | undefined,
    /** Addresses of the indexes, secrets masked. */
    readonly sources: readonly string[],
  ) {
    super();
  }

  /**
   * @param folder absolute
   * @throws NoLockFile, PipfileUnreadable
   * @source https://pipenv.pypa.io/en/latest/pipfile.html
   */
  static async read(folder: string): Promise<PipfileLock> {
    const file = join(folder, "Pipfile.lock");
    if (!existsSync(file)) {
      throw new NoLockFile(`There is no Pipfile.lock in ${basename(folder)}`, {
        next: "Make it: await pipenv.lock()",
      });
    }
    const { _meta, ...sections } = contentOf(await readFile(file, "utf8"));
    const packages = Object.entries(sections).flatMap(([section, table]) =>
      Object.entries(table as Record<string, Entry>).map(([name, one]) => locked(section, name, one)),
    );
    const sources = (_meta.sources ?? []).map(({ url }) => masked(url));
    return new PipfileLock(packages, _meta.hash.sha256, _meta.requires?.python_version, sources);
  }

  /** One of them; undefined when it is not locked. */
  get(name: string): LockedPackage | undefined {
    return this.packages.find((one) => one.name === name);
  }

  #head(): string {
    const python = this.pythonVersion ? `for Python ${this.pythonVersion}` : "for any Python";
    return `Pipfile.lock, ${python}, from ${this.sources.join(", ")}`;
  }

  protected asText(): string {
    const rows = this.packages.map(
      ({ section, name, version, hashes, markers }) =>
        `  ${section}: ${name} ${version}, ${hashes} hashes${markers && `, where ${markers}`}`,
    );
    return [this.#head(), ...rows].join("\n");
  }

  protected asHtml(): Html {
    const head = ["section", "package", "version", "hashes", "where"];
    return html`<div class="card"><p class="title">${this.#head()}</p>
      <table><thead><tr>${head.map((one) => html`<th scope="col">${one}</th>`)}</tr></thead>
      <tbody>${this.packages.map(
        ({ section, name, version, hashes, markers }) =>
          html`<tr><td>${section}</td><td><code>${name}</code></td><td>${version}</td><td>${hashes}</td><td>${markers || "everywhere"}</td></tr>`,
      )}</tbody></table>
      <details><summary>What its keys mean</summary><table><thead><tr><th scope="col">key</th><th scope="col">meaning</th></tr></thead>
      <tbody>${explained.map(([key, meaning]) => html`<tr><td><code>${key}</code></td><td>${meaning}</td></tr>`)}</tbody></table></details></div>`;
  }
}

function contentOf(text: string): Content {
  const next = "It is never written by hand: remove it, and make it anew with await pipenv.lock()";
  let content: Content;
  try {
    content = JSON.parse(text);
  } catch (cause) {
    throw new PipfileUnreadable("Pipfile.lock is not JSON", { next, cause });
  }
  if (content?._meta?.hash?.sha256) return content;
  throw new PipfileUnreadable("Pipfile.lock is not what pipenv writes: it has no _meta.hash", { next });
}

function locked(section: string, name: string, one: Entry): LockedPackage {
  const { version = "", hashes = [], markers = "", index } = one;
  return { name, section, version: version.replace(/^==/, ""), hashes: hashes.length, markers, index };
}
