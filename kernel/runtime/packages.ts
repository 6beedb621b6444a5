/**
 * Imports and `require` as a file of the reader's has them: resolved from its own folder, and for packages that
 * are not found there, from the package that the kernel is part of.
 */
import { readFileSync } from "node:fs";
import { createRequire, isBuiltin, Module } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Import } from "./compile.js";
import { RequiredFiles } from "./required-files.js";

const notFound = ["ERR_MODULE_NOT_FOUND", "MODULE_NOT_FOUND", "ERR_PACKAGE_PATH_NOT_EXPORTED"];

export class Packages {
  readonly #own: string;
  readonly #tslab: unknown;
  readonly #required = new RequiredFiles();

  /**
   * @param root folder of the package that the kernel is part of
   * @param tslab the virtual module of this name
   */
  constructor(root: string, tslab: unknown) {
    this.#own = join(root, "notebook.ts");
    this.#tslab = tslab;
  }

  /** @throws Error as Node's `import()`, with `next`: the command that installs a missing package */
  importFrom(file: string): Import {
    const here = nativeImport(file);
    return async (specifier) => {
      if (specifier === "tslab") return this.#tslab;
      if (specifier.endsWith(".json")) return json(createRequire(file).resolve(specifier));
      try {
        return await here(specifier);
      } catch (error) {
        if (!isMissing(error, specifier, file)) throw error;
        return await nativeImport(this.#own)(specifier).catch((second) => {
          if (!isMissing(second, specifier, this.#own)) throw second;
          throw withNextStep(error, specifier);
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
        if (!isMissing(error, specifier)) throw error;
        try {
          return own.resolve(specifier, options);
        } catch {
          throw withNextStep(error, specifier);
        }
      }
    };
    const require = (specifier: string) =>
      specifier === "tslab" ? this.#tslab : this.#required.load(resolve(specifier), here);
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
      if (/^(\.{0,2}\/|[a-z][a-z+.-]+:)/i.test(specifier)) return new URL(specifier, url).href;
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

/** Whether it is this very package that was not found, and not one that it needs itself. */
function isMissing(error: unknown, specifier: string, importer?: string): boolean {
  if (/^(\.{0,2}\/|[a-z][a-z+.-]+:)/i.test(specifier) || !(error instanceof Error)) return false;
  const { code, message } = error as NodeJS.ErrnoException;
  if (!notFound.includes(code ?? "")) return false;
  return importer === undefined || message.includes(`imported from ${importer}`);
}

function withNextStep(error: unknown, specifier: string): unknown {
  if ((error as NodeJS.ErrnoException).code === "ERR_PACKAGE_PATH_NOT_EXPORTED") return error;
  const name = specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/");
  const message = `Cannot find package '${name}', neither in the notebook's folder nor beside the kernel`;
  return Object.assign(error as Error, { message, next: `npm install ${name}` });
}

/** Read afresh each time, as the file may have been edited. */
function json(path: string): object {
  const content = parsed(readFileSync(path, "utf8"), path);
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
