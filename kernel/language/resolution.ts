/** Where the imports of cells and of their files lead. */
import { isBuiltin } from "node:module";
import { join } from "node:path";
import { type InstalledFiles, isReadersFile } from "./installed-files.js";
import ts from "./typescript.js";

type Resolved = ts.ResolvedModuleWithFailedLookupLocations;

/** Where a cell's `import … from "tslab"` leads: a module that the runtime has within, so no file is there. */
export const tslabTypesPath = join(__dirname, "tslab.d.ts").replaceAll("\\", "/");
export const globalTypesPath = join(__dirname, "globals.d.ts").replaceAll("\\", "/");
const tslabModule: Resolved = {
  resolvedModule: {
    resolvedFileName: tslabTypesPath,
    extension: ts.Extension.Dts,
    isExternalLibraryImport: true,
    resolvedUsingTsExtension: false,
  },
  failedLookupLocations: [],
} as Resolved;

/** Ends of the reader's own files that must be compiled before they can run. */
const typescriptFile = /(?<!\.d)\.[cm]?tsx?$/;
/** Ends of those that Node would keep as they were when it first read them. */
const nodeFile = /\.(?:[cm]?jsx?|json)$/;

export class ModuleResolution {
  /** What TypeScript remembers of folders and of package.json files. */
  cache: ts.ModuleResolutionCache;
  readonly #options: ts.CompilerOptions;
  readonly #installed: InstalledFiles;
  readonly #folder = ts.sys.getCurrentDirectory();
  /** For each file: specifier → the file that it names, or undefined. */
  readonly #found = new Map<string, Map<string, string | undefined>>();
  /** Files with an import that led nowhere, when the last program was built. */
  #misses = new Set<string>();
  #foundAll = true;

  constructor(options: ts.CompilerOptions, installed: InstalledFiles) {
    this.#options = options;
    this.#installed = installed;
    this.cache = this.#newCache();
  }

  /** The module that `specifier` names in `from`: seen from the notebook's folder, then from the kernel's own. */
  resolve(specifier: string, from: string, options: ts.CompilerOptions): Resolved {
    if (isReadersFile(from)) return this.#resolve(specifier, from, options);
    return this.#installed.imported(specifier, from, options, () => this.#resolve(specifier, from, options));
  }

  #resolve(specifier: string, from: string, options: ts.CompilerOptions): Resolved {
    const lookUp = (containing: string) =>
      ts.resolveModuleName(specifier, containing, options, ts.sys, this.cache);
    let result: Resolved = specifier === "tslab" ? tslabModule : lookUp(from);
    if (!result.resolvedModule && !ts.isExternalModuleNameRelative(specifier)) {
      result = lookUp(join(__dirname, "cell.ts").replaceAll("\\", "/"));
    }
    if (!result.resolvedModule && isReadersFile(from) && !isBuiltin(specifier)) this.#foundAll = false;
    const names = this.#found.get(from) ?? new Map<string, string | undefined>();
    this.#found.set(from, names.set(specifier, result.resolvedModule?.resolvedFileName));
    return result;
  }

  /** Specifier → path, for those imports of `file` that lead to the reader's own files. */
  localImports(file: string): Record<string, string> {
    const local: Record<string, string> = {};
    for (const [specifier, path] of this.#found.get(file) ?? []) {
      if (!path || !isReadersFile(path)) continue;
      // By another name it is a package's that lies somewhere else, of which Node must have one only.
      const isNodes = nodeFile.test(path) && ts.isExternalModuleNameRelative(specifier);
      if (isNodes || typescriptFile.test(path)) local[specifier] = path;
    }
    return local;
  }

  /**
   * To be called before a program is built: `changed` files are read anew, and what the reader's files did not
   * find is looked for again, as a file or a package may be there by now.
   */
  beforeProgram(changed: string[]): void {
    for (const file of changed) this.#found.delete(file);
    this.#misses = new Set();
    for (const [file, names] of this.#found) {
      const missing = [...names].some(([specifier, path]) => path === undefined && !isBuiltin(specifier));
      if (missing && isReadersFile(file)) this.#misses.add(file);
    }
    if (this.#foundAll) return;
    this.cache = this.#newCache();
    this.#foundAll = true;
  }

  /** Whether an import of `file` led nowhere when the last program was built. */
  hadMisses(file: string): boolean {
    return this.#misses.has(file);
  }

  /** Whether nothing was looked for in vain since the cache was made. */
  get foundAll(): boolean {
    return this.#foundAll;
  }

  #newCache(): ts.ModuleResolutionCache {
    return ts.createModuleResolutionCache(this.#folder, (path) => path, this.#options);
  }
}
