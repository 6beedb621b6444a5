/**
 * Imports and `require` as a file of the reader's has them: resolved from its own folder, and for packages that
 * are not found there, from the package that the kernel is part of.
 */
import { existsSync, readFileSync } from "node:fs";
import { createRequire, isBuiltin, Module } from "node:module";
import { dirname, join, resolve as resolvePath } from "node:path";
import { pathToFileURL } from "node:url";
import { withAllNames } from "./commonjs-names.js";
import type { Import } from "./compile.js";
import { LoadedVersions } from "./loaded-versions.js";
import { isPackage, packageFolder, packageName } from "./package-folder.js";
import { RequiredFiles } from "./required-files.js";

const notFound = [
  "ERR_MODULE_NOT_FOUND",
  "MODULE_NOT_FOUND",
  "ERR_PACKAGE_PATH_NOT_EXPORTED",
  "ERR_UNSUPPORTED_DIR_IMPORT",
];

export class Packages {
  readonly #own: string;
  readonly #tslab: unknown;
  readonly #required = new RequiredFiles();
  readonly #versions: LoadedVersions;

  /**
   * @param root folder of the package that the kernel is part of
   * @param tslab the virtual module of this name
   * @param warn told in a line of a package that is installed in another version than is loaded
   */
  constructor(root: string, tslab: unknown, warn: (line: string) => void) {
    this.#own = join(root, "notebook.ts");
    this.#tslab = tslab;
    this.#versions = new LoadedVersions(warn);
  }

  /** @throws Error as Node's `import()`, with `next`: how a missing package is installed */
  importFrom(file: string): Import {
    const here = importAsRequireFinds(file);
    return async (specifier) => {
      if (specifier === "tslab") return this.#tslab;
      if (specifier.endsWith(".json")) return json(this.requireFrom(file).resolve(specifier));
      const isLoaded = this.#versions.compare(specifier, file);
      try {
        const module = await here(specifier);
        isLoaded();
        return module;
      } catch (error) {
        if (!isMissing(error, specifier, file)) throw error;
        return await importAsRequireFinds(this.#own)(specifier).catch((second) => {
          if (!isMissing(second, specifier, this.#own)) throw second;
          throw withNextStep(error, specifier, file);
        });
      }
    };
  }

  requireFrom(file: string): NodeJS.Require {
    const here = createRequire(file);
    const own = createRequire(this.#own);
    const resolve = (specifier: string, options?: { paths?: string[] }) => {
      try {
        return here.resolve(specifier, options);
      } catch (error) {
        const path = options ? undefined : typescriptFile(specifier, file);
        if (path !== undefined) return path;
        if (!isMissing(error, specifier)) throw withoutRequirer(error, file);
        try {
          return own.resolve(specifier, options);
        } catch {
          throw withNextStep(withoutRequirer(error, file), specifier, file);
        }
      }
    };
    const load = (specifier: string) => {
      const isLoaded = this.#versions.compare(specifier, file);
      const content = this.#required.load(resolve(specifier), here);
      isLoaded();
      return content;
    };
    const require = (specifier: string) => {
      try {
        return specifier === "tslab" ? this.#tslab : load(specifier);
      } catch (error) {
        throw withoutRequirer(error, file);
      }
    };
    return Object.assign(require, {
      resolve: Object.assign(resolve, { paths: here.resolve.paths }),
      cache: here.cache,
      main: here.main,
      extensions: here.extensions,
    });
  }

  /** A CommonJS file of the reader's, as an import sees it. */
  importCommonJs(path: string): object {
    const content = this.#required.load(path, createRequire(path));
    return { ...(content as object), default: content };
  }

  /** `import.meta` of a file. */
  metaOf(file: string): ImportMeta {
    const require = this.requireFrom(file);
    const url = pathToFileURL(file).href;
    const resolve = (specifier: string) => {
      if (!isPackage(specifier)) return new URL(specifier, url).href;
      return isBuiltin(specifier) ? `node:${specifier}` : pathToFileURL(require.resolve(specifier)).href;
    };
    return { url, filename: file, dirname: dirname(file), resolve } as ImportMeta;
  }
}

/** By this name its frames are left out of stacks: the file they name may not exist. */
export const nativeImportName = "importAsIfWrittenHere";

/** An `import()` that Node resolves as if it were written in `file`, which need not exist. */
function nativeImport(file: string): Import {
  // Node's vm module can do the same, but prints a warning that it is experimental.
  const module = new Module(file) as Module & { _compile(text: string, filename: string): void };
  module._compile(
    `module.exports = function ${nativeImportName}(specifier) { return import(specifier) }`,
    file,
  );
  return module.exports;
}

/**
 * An `import()` with what `require` has besides: endings and folders need not be written (`lodash/chunk`), and no name
 * of a CommonJS module is missed. Whatever Node's import finds is what Node's import gives.
 */
function importAsRequireFinds(file: string): Import {
  const load = nativeImport(file);
  return async (specifier) => {
    let found = specifier;
    try {
      return await withAllNames(await load(specifier), load);
    } catch (error) {
      if (!isUnfound(error, file)) throw error;
      try {
        found = createRequire(file).resolve(specifier);
      } catch {
        throw error;
      }
    }
    return found.endsWith(".json") ? json(found) : withAllNames(await load(pathToFileURL(found).href), load);
  };
}

/** Whether it is this very package that was not found, and not one that it needs itself. */
const isMissing = (error: unknown, specifier: string, importer?: string) =>
  isPackage(specifier) && isUnfound(error, importer);

function isUnfound(error: unknown, importer?: string): boolean {
  if (!(error instanceof Error)) return false;
  const { code, message } = error as NodeJS.ErrnoException;
  if (!notFound.includes(code ?? "")) return false;
  return importer === undefined || message.includes(`imported from ${importer}`);
}

/** A file that is named without its ending, as in an import. */
function typescriptFile(specifier: string, from: string): string | undefined {
  if (!/^\.{0,2}\//.test(specifier)) return undefined;
  const path = resolvePath(dirname(from), specifier);
  return [`${path}.ts`, `${path}.tsx`, join(path, "index.ts")].find((one) => existsSync(one));
}

/** Node lists who requires what is not there: first a notebook.ts, which may not exist. */
function withoutRequirer(error: unknown, file: string): unknown {
  if (error instanceof Error && (error as NodeJS.ErrnoException).code === "MODULE_NOT_FOUND") {
    error.message = error.message.replace(`\n- ${file}`, "").replace(/\nRequire stack:$/, "");
  }
  return error;
}

function withNextStep(error: unknown, specifier: string, file: string): unknown {
  const isThere = packageFolder(specifier, file) !== undefined;
  if (isThere || (error as NodeJS.ErrnoException).code === "ERR_PACKAGE_PATH_NOT_EXPORTED") return error;
  const name = packageName(specifier);
  const message = `Cannot find package '${name}', neither in the notebook's folder nor beside the kernel`;
  return Object.assign(error as Error, {
    message,
    next: `In a terminal, in the notebook's folder: npm install ${name}`,
  });
}

/** Read afresh each time, as the file may have been edited. */
function json(path: string): object {
  const content = parsed(readFileSync(path, "utf8").replace(/^\ufeff/, ""), path);
  return { ...(Array.isArray(content) ? undefined : content), default: content };
}

/** @throws SyntaxError that names the file, as by Node's `require` */
function parsed(text: string, path: string) {
  try {
    return JSON.parse(text);
  } catch (error) {
    (error as Error).message = `${path}: ${(error as Error).message}`;
    throw error;
  }
}
