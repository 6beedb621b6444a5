/** The files of a cell's program: parsed when they are asked for, and again only when they have changed. */
import { statSync } from "node:fs";
import { dirname } from "node:path";
import { globalTypes } from "./global-types.js";
import type { InstalledFiles } from "./installed-files.js";
import { bindNames } from "./locals.js";
import { globalTypesPath, tslabTypesPath } from "./resolution.js";
import { tslabTypes } from "./tslab-types.js";
import ts from "./typescript.js";

/** Where the files come from that are neither installed nor the kernel's own. */
interface CellSources {
  options: ts.CompilerOptions;
  readFile(path: string): string | undefined;
}

export class CellFiles {
  /** Declares what earlier cells have declared for all. */
  readonly globals: string;
  readonly #sources: CellSources;
  readonly #installed: InstalledFiles;
  /** Files that lie on no disk: the kernel's own declarations, and those for all. */
  readonly #ownTexts: Map<string, string>;
  /** The cell and the earlier declarations, since tslab last changed them. */
  readonly #roots = new Map<string, ts.SourceFile>();
  /** The reader's files and the kernel's own. */
  readonly #files = new Map<string, { version: string; file: ts.SourceFile }>();

  constructor(
    readonly cell: string,
    readonly declarations: string,
    sources: CellSources,
    installed: InstalledFiles,
  ) {
    this.#sources = sources;
    this.#installed = installed;
    this.globals = `${dirname(cell)}/__globals__.d.ts`;
    this.#ownTexts = new Map([
      [tslabTypesPath, tslabTypes],
      [globalTypesPath, globalTypes],
    ]);
    this.declareForAll("");
  }

  /** Of these a program is made. */
  get rootNames(): string[] {
    return [globalTypesPath, this.globals, this.declarations, this.cell];
  }

  /** @returns whether it is anything new */
  declareForAll(declarations: string): boolean {
    const text = `export {};\n${declarations}`;
    const isNew = this.#ownTexts.get(this.globals) !== text;
    this.#ownTexts.set(this.globals, text);
    return isNew;
  }

  exists(path: string): boolean {
    return this.isRoot(path) || this.#ownTexts.has(path) || ts.sys.fileExists(path);
  }

  isRoot(path: string): boolean {
    return path === this.cell || path === this.declarations;
  }

  /** tslab takes its two files apart once they have been emitted: they cannot be used twice then. */
  dropRoots(): void {
    this.#roots.clear();
  }

  /** The cell or the earlier declarations, as tslab has them now. */
  root(path: string): ts.SourceFile {
    const read = this.#sources.readFile(path)!;
    const text = path === this.cell ? withTrueNames(read) : read;
    const known = this.#roots.get(path);
    if (known?.text === text) return known;
    const { options } = this.#sources;
    const kind = options.jsx === undefined ? ts.ScriptKind.TS : ts.ScriptKind.TSX;
    const file = ts.createSourceFile(path, text, options.target!, true, kind);
    // tslab reads the top-level names before anything has asked for a checker.
    bindNames(file, options);
    this.#roots.set(path, file);
    return file;
  }

  /** @param language as TypeScript asks for it */
  get(path: string, language: ts.ScriptTarget | ts.CreateSourceFileOptions): ts.SourceFile | undefined {
    if (this.isRoot(path)) return this.root(path);
    const own = this.#ownTexts.get(path);
    if (own === undefined && this.#installed.has(path)) return this.#installed.get(path, language);
    const version = this.#versionOf(path);
    const known = this.#files.get(path);
    if (known?.version === version) return known.file;
    const text = own ?? this.#sources.readFile(path);
    if (text === undefined) return undefined;
    const file = ts.createSourceFile(path, text, language);
    this.#files.set(path, { version, file });
    return file;
  }

  /** Whether a file of a program is still what would be read for it. The cell and the declarations always are. */
  isCurrent({ fileName }: ts.SourceFile): boolean {
    if (this.isRoot(fileName)) return true;
    if (!this.#ownTexts.has(fileName) && this.#installed.has(fileName)) return true;
    return this.#files.get(fileName)?.version === this.#versionOf(fileName);
  }

  /** What changes when a file does. */
  #versionOf(path: string): string {
    const own = this.#ownTexts.get(path);
    if (own !== undefined) return own;
    const { mtimeMs = 0, size = 0 } = statSync(path, { throwIfNoEntry: false }) ?? {};
    return `${mtimeMs} ${size}`;
  }
}

/**
 * tslab ends a cell with `export {…}` of its names as TypeScript keeps them inside: two leading underscores are
 * three there, and `__global` stands for a `declare global`.
 */
function withTrueNames(cell: string): string {
  const last = /\nexport \{([^{}]*)\}$/.exec(cell);
  if (!last) return cell;
  const names = last[1]!.split(", ").filter((name) => name !== ts.InternalSymbolName.Global);
  const list = names.map((name) => ts.unescapeLeadingUnderscores(name as ts.__String)).join(", ");
  return `${cell.slice(0, last.index)}\nexport {${list}}`;
}
