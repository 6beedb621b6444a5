/**
 * The program behind the converter: the cell, the declarations before it, and every file that they import.
 *
 * tslab builds its program by `ts.createWatchProgram`. This one stands in its place: it is rebuilt from the last one,
 * and only when something asks for it (tslab itself looks at the cell's names first, for which the parsed file is
 * enough); it keeps no book of changes over the library files, and watches nothing.
 */
import { statSync } from "node:fs";
import { dirname } from "node:path";
import ts from "typescript";
import { jsxFactoryOfEarlierCells, shorthandsOfEarlierCells } from "./earlier-cells.js";
import { globalTypes } from "./global-types.js";
import type { InstalledFiles } from "./installed-files.js";
import { besideUsing, keepLastExpressionBesideUsing } from "./last-expression.js";
import { namesLeftOutside } from "./outside-declarations.js";
import { globalTypesPath, ModuleResolution, tslabTypesPath } from "./resolution.js";
import { tslabTypes } from "./tslab-types.js";

/** Declaration files that lie on no disk. */
const ownTypes = new Map([
  [tslabTypesPath, tslabTypes],
  [globalTypesPath, globalTypes],
]);

export type WatchHost = ts.WatchCompilerHostOfFilesAndCompilerOptions<ts.BuilderProgram> & {
  afterProgramCreate?: (builder: unknown) => void;
};

const { bindSourceFile } = ts as unknown as {
  bindSourceFile(file: ts.SourceFile, options: ts.CompilerOptions): void;
};

export class CellProgram {
  #program: ts.Program | undefined;
  #isStale = true;
  #isEmitted = false;
  /** The cell and the earlier declarations, since tslab last changed them. */
  readonly #roots = new Map<string, ts.SourceFile>();
  /** The reader's own files, and those that lie on no disk. */
  readonly #files = new Map<string, { version: string; file: ts.SourceFile }>();
  readonly #host: WatchHost;
  readonly #installed: InstalledFiles;
  readonly #declarations: string;
  readonly #cell: string;
  readonly #globals: string;
  #globalsText = "";
  readonly #compilerHost: ts.CompilerHost;
  readonly resolution: ModuleResolution;
  /** The source map of the cell's last emit, as JSON. */
  cellMap = "";
  /** Where the cell's last emit keeps the last expression, if tslab does not find it. */
  lastExpression: string | undefined;

  /** @param host as tslab makes it: its two root files are the earlier declarations and the cell */
  constructor(host: WatchHost, installed: InstalledFiles) {
    this.#host = host;
    this.#installed = installed;
    [this.#declarations, this.#cell] = host.rootFiles as [string, string];
    this.#globals = `${dirname(this.#cell)}/__globals__.d.ts`;
    this.resolution = new ModuleResolution(host.options, installed);
    this.#compilerHost = this.#createCompilerHost();
    this.#changed();
    // tslab says "this file changed" through the watcher it made; its timer then asks for the new program.
    for (const file of host.rootFiles) host.watchFile(file, () => this.#schedule());
  }

  /** What earlier cells have declared for all, as TypeScript. */
  set globals(text: string) {
    if (text === this.#globalsText) return;
    this.#globalsText = text;
    this.#changed();
  }

  get program(): ts.Program {
    if (!this.#program || this.#isStale) this.#program = this.#rebuilt();
    this.#isStale = false;
    return this.#program;
  }

  get cell(): ts.SourceFile {
    return this.program.getSourceFile(this.#cell)!;
  }

  /** The reader's own files that the cell reaches by imports, nearest first. */
  localFiles(): ts.SourceFile[] {
    const found = new Map<string, ts.SourceFile>();
    const visit = (from: ts.SourceFile) => {
      for (const path of Object.values(this.resolution.localImports(from.fileName))) {
        const next = this.program.getSourceFile(path);
        if (!next || found.has(path)) continue;
        found.set(path, next);
        visit(next);
      }
    };
    visit(this.cell);
    return [...found.values()];
  }

  #timer: unknown;
  #schedule(): void {
    if (this.#timer) this.#host.clearTimeout?.(this.#timer);
    this.#timer = this.#host.setTimeout?.(() => {
      this.#timer = undefined;
      this.#changed();
    }, 0);
  }

  #changed(): void {
    // tslab takes its two files apart once they have been emitted: they are not used twice then.
    if (this.#isEmitted) this.#roots.clear();
    this.#isEmitted = false;
    this.#isStale = true;
    // A new object each time: tslab takes it as the sign that its change was seen.
    this.#host.afterProgramCreate?.(this.#builder());
  }

  #rebuilt(): ts.Program {
    this.resolution.beforeProgram([this.#cell, this.#declarations]);
    return ts.createProgram({
      rootNames: [globalTypesPath, this.#globals, this.#declarations, this.#cell],
      options: this.#host.options,
      host: this.#compilerHost,
      ...(this.#program && { oldProgram: this.#program }),
    });
  }

  /** What tslab's converter uses of a builder program. */
  #builder() {
    return {
      getProgram: () => this.program,
      getSourceFile: (name: string) =>
        this.#isRoot(name) ? this.#root(name) : this.program.getSourceFile(name),
      // Only the cell: the files that it imports are emitted by the engine, wherever they lie.
      getAllDependencies: ({ fileName }: ts.SourceFile) => [fileName],
      emit: (
        file: ts.SourceFile,
        write: ts.WriteFileCallback,
        _token: undefined,
        _onlyDeclarations: undefined,
        transformers: ts.CustomTransformers,
      ) => {
        // The last parameter, which TypeScript keeps to itself: declarations are written also of what cannot be
        // declared exactly, such as a class without a name that has private members.
        const emit = this.program.emit as (...parameters: unknown[]) => ts.EmitResult;
        const keepMap: ts.WriteFileCallback = (name, text, ...rest) => {
          if (name.endsWith(".map")) this.cellMap = text;
          else write(name, text, ...rest);
        };
        this.lastExpression = undefined;
        this.#isEmitted = true;
        const checker = this.program.getTypeChecker();
        const before = [
          shorthandsOfEarlierCells(checker, this.#declarations),
          keepLastExpressionBesideUsing(() => {
            this.lastExpression = besideUsing;
          }),
        ];
        const jsx = jsxFactoryOfEarlierCells(checker, this.#declarations);
        const after = [
          ...(this.#host.options.jsx === ts.JsxEmit.React ? [jsx] : []),
          ...(transformers.after ?? []),
          namesLeftOutside(this.#root(this.#declarations).text),
        ];
        const all = { ...transformers, before, after };
        return emit.call(this.program, file, keepMap, undefined, undefined, all, true);
      },
    };
  }

  #createCompilerHost(): ts.CompilerHost {
    const { options } = this.#host;
    return {
      ...ts.createCompilerHost(options, true),
      readFile: (path) => this.#host.readFile(path),
      fileExists: (path) => this.#isRoot(path) || path === this.#globals || ts.sys.fileExists(path),
      getSourceFile: (path, language) => this.#sourceFile(path, language),
      resolveModuleNameLiterals: (literals, from, _redirect, settings) =>
        literals.map(({ text }) => this.resolution.resolve(text, from, settings)),
      getModuleResolutionCache: () => this.resolution.cache,
      hasInvalidatedResolutions: (path) => this.resolution.hadMisses(path),
    };
  }

  #isRoot(path: string): boolean {
    return path === this.#cell || path === this.#declarations;
  }

  #root(path: string): ts.SourceFile {
    const read = this.#host.readFile(path)!;
    const text = path === this.#cell ? withTrueNames(read) : read;
    const known = this.#roots.get(path);
    if (known?.text === text) return known;
    const { target, jsx } = this.#host.options;
    const kind = jsx === undefined ? ts.ScriptKind.TS : ts.ScriptKind.TSX;
    const file = ts.createSourceFile(path, text, target!, true, kind);
    // tslab reads the top-level names before anything has asked for a checker.
    bindSourceFile(file, this.#host.options);
    this.#roots.set(path, file);
    return file;
  }

  #sourceFile(
    path: string,
    language: ts.ScriptTarget | ts.CreateSourceFileOptions,
  ): ts.SourceFile | undefined {
    if (this.#isRoot(path)) return this.#root(path);
    if (path === this.#globals || ownTypes.has(path)) return this.#ownFile(path, language);
    if (this.#installed.has(path)) return this.#installed.get(path, language);
    const version = versionOf(path);
    const known = this.#files.get(path);
    if (known?.version === version) return known.file;
    const text = this.#host.readFile(path);
    if (text === undefined) return undefined;
    const file = ts.createSourceFile(path, text, language);
    this.#files.set(path, { version, file });
    return file;
  }

  #ownFile(path: string, language: ts.ScriptTarget | ts.CreateSourceFileOptions): ts.SourceFile {
    const text = ownTypes.get(path) ?? `export {};\n${this.#globalsText}`;
    const known = this.#files.get(path);
    if (known?.version === text) return known.file;
    const file = ts.createSourceFile(path, text, language);
    this.#files.set(path, { version: text, file });
    return file;
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

/** What changes when a file does. */
function versionOf(path: string): string {
  const { mtimeMs = 0, size = 0 } = statSync(path, { throwIfNoEntry: false }) ?? {};
  return `${mtimeMs} ${size}`;
}

/** tslab makes its program where nobody can get hold of it: what to make it from, and then the program. */
export const making: { options: ts.CompilerOptions; installed?: InstalledFiles; made?: CellProgram } = {
  options: {},
};
