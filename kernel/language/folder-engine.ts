/** The engine of a notebook's folder: made anew when its tsconfig.json or its packages have changed. */
import { statSync } from "node:fs";
import { join } from "node:path";
import { placeIn, told } from "./diagnostics.js";
import type { Completeness, Completions, ConvertedCell, Inspection, RejectedCell, Source } from "./engine.js";
import { headsOf, InstalledFiles } from "./installed-files.js";
import { declaredIn } from "./locals.js";
import { nearest } from "./nearest.js";
import { type FolderOptions, optionsOf } from "./options.js";
import { parsedCell } from "./parsed-cell.js";
import { TslabEngine } from "./tslab.js";

/** Written by npm, pnpm and Yarn when they install. */
const installMarks = [".package-lock.json", ".modules.yaml", ".yarn-state.yml", ".yarn-integrity"];

export class FolderEngine {
  readonly #folder = process.cwd();
  #installed: InstalledFiles | undefined;
  #folderOptions: FolderOptions | undefined;
  #engine: TslabEngine | undefined;
  #optionsState = "";
  #packagesState = "";

  /** @param installed what has been read before */
  constructor(installed?: InstalledFiles) {
    this.#installed = installed;
  }

  /** An engine of the folder that the process is in now, with what this one has read. */
  elsewhere(): FolderEngine {
    return new FolderEngine(this.#installed);
  }

  convert(source: Source): ConvertedCell | RejectedCell {
    const engine = this.#current();
    const { findings } = this.#folderOptions!;
    if (findings.length === 0) return engine.convert(source);
    const diagnostics = findings.map((one) => told(one, placeIn));
    return { ok: false, diagnostics, declares: declaredIn(parsedCell(source.code)) };
  }

  complete(source: Source, cursor: number): Completions {
    return this.#current().complete(source, cursor);
  }

  inspect(source: Source, cursor: number, detail?: { cells: string[] }): Inspection | undefined {
    return this.#current().inspect(source, cursor, detail);
  }

  isComplete(code: string): Completeness {
    return this.#current().isComplete(code);
  }

  /** To be called after an answer. */
  prepare(): void {
    this.#engine?.prepare();
  }

  #current(): TslabEngine {
    const packagesFolder = nearest(this.#folder, "package.json") ?? this.#folder;
    const packages = stateOf([
      join(packagesFolder, "package.json"),
      ...installMarks.map((name) => join(packagesFolder, "node_modules", name)),
    ]);
    const hasNewPackages = packages !== this.#packagesState;
    if (this.#engine && hasNewPackages) this.#installed = this.#installed?.without(packagesFolder);
    const files = this.#folderOptions?.files ?? [];
    if (!this.#engine || hasNewPackages || stateOf(files) !== this.#optionsState) {
      this.#engine = this.#made();
      this.#packagesState = packages;
      this.#optionsState = stateOf(this.#folderOptions!.files);
    }
    return this.#engine;
  }

  #made(): TslabEngine {
    this.#folderOptions = optionsOf(this.#folder);
    const { options } = this.#folderOptions;
    const heads = headsOf(options, this.#folder);
    if (heads.join() !== this.#installed?.heads.join()) this.#installed = new InstalledFiles(heads);
    return new TslabEngine(options, this.#installed);
  }
}

function stateOf(paths: string[]): string {
  return paths.map((path) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? "").join();
}
