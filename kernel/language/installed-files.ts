/**
 * The parsed files that no reader edits: TypeScript's library and those of installed packages. They outlive the
 * programs that they are part of; those that every cell needs are in the snapshot that a language process starts from.
 */

import { JoinedFiles } from "./joined-files.js";
import { libFolder } from "./system.js";
import ts from "./typescript.js";

/** Whether a file is the reader's to edit, not one of an installed package. */
export const isReadersFile = (path: string) => !path.includes("/node_modules/");

/** See documentation.ts. */
const withoutComments = ts.JSDocParsingMode.ParseNone;

export class InstalledFiles {
  readonly #files = new Map<string, ts.SourceFile>();
  readonly #joined = new JoinedFiles(libFolder, ts.sys.readFile);
  /** What their imports mean, by the options that decide it, the file and the specifier. */
  readonly #imports = new Map<string, ts.ResolvedModuleWithFailedLookupLocations>();

  /** @param heads paths of the files that stand for all that is declared for every cell: see `headsOf` */
  constructor(readonly heads: readonly string[]) {
    this.#joined.join(heads);
  }

  /** Whether a file is one of these. */
  has(path: string): boolean {
    return path.startsWith(libFolder) || !isReadersFile(path);
  }

  /** @param language as TypeScript asks for it */
  get(path: string, language: ts.ScriptTarget | ts.CreateSourceFileOptions): ts.SourceFile | undefined {
    const known = this.#files.get(path);
    if (known) return known;
    const text = this.#joined.textOf(path) ?? ts.sys.readFile(path);
    if (text === undefined) return undefined;
    const options = typeof language === "object" ? language : { languageVersion: language };
    const file = ts.createSourceFile(path, text, { ...options, jsDocParsingMode: withoutComments });
    this.#files.set(path, file);
    return file;
  }

  /** @param lookUp is asked once for each import of one of these files */
  imported(
    specifier: string,
    from: string,
    options: ts.CompilerOptions,
    lookUp: () => ts.ResolvedModuleWithFailedLookupLocations,
  ): ts.ResolvedModuleWithFailedLookupLocations {
    const { paths, baseUrl, customConditions } = options;
    const key = JSON.stringify([paths, baseUrl, customConditions, from, specifier]);
    const found = this.#imports.get(key) ?? lookUp();
    this.#imports.set(key, found);
    return found;
  }

  /** What remains when packages have been installed or taken away below `folder`. */
  without(folder: string): InstalledFiles {
    const packages = `${folder.replaceAll("\\", "/")}/node_modules/`;
    const isGone = (path: string) => path.startsWith(packages) && !path.startsWith(libFolder);
    if (this.heads.some(isGone)) return new InstalledFiles(this.heads);
    for (const path of this.#files.keys()) if (isGone(path)) this.#files.delete(path);
    this.#imports.clear();
    return this;
  }
}

/** TypeScript's library, and the packages whose types are there without an import, as `options` name them. */
export function headsOf(options: ts.CompilerOptions, folder: string): string[] {
  const types = (options.types ?? []).flatMap((name) => {
    const found = ts.resolveTypeReferenceDirective(name, `${folder}/cell.ts`, options, ts.sys);
    return found.resolvedTypeReferenceDirective?.resolvedFileName ?? [];
  });
  return [...(options.lib ?? []).map((name) => `${libFolder}/${name}`), ...types];
}
