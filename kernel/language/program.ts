/**
 * The program behind the converter: the cell, the declarations before it, and every file that they import.
 *
 * tslab builds its program by `ts.createWatchProgram`. This one stands in its place: it is rebuilt on demand
 * from the last one, keeps no book of changes over the library files (nine tenths of a small cell's time),
 * watches nothing, and looks at the dates of the reader's own files when a cell is converted.
 */
import { statSync } from "node:fs";
import { dirname } from "node:path";
import ts from "typescript";
import { shorthandsOfEarlierCells } from "./earlier-cells.js";
import { globalTypes } from "./global-types.js";
import { besideUsing, keepLastExpressionBesideUsing } from "./last-expression.js";
import { globalTypesPath, isReadersFile, ModuleResolution, tslabTypesPath } from "./resolution.js";
import { tslabTypes } from "./tslab-types.js";

/** Declaration files that lie on no disk. */
const ownTypes = new Map([
  [tslabTypesPath, tslabTypes],
  [globalTypesPath, globalTypes],
]);

type WatchHost = ts.WatchCompilerHostOfFilesAndCompilerOptions<ts.BuilderProgram> & {
  afterProgramCreate?: (builder: unknown) => void;
};

const { bindSourceFile } = ts as unknown as {
  bindSourceFile(file: ts.SourceFile, options: ts.CompilerOptions): void;
};

export class CellProgram {
  #program: ts.Program | undefined;
  readonly #files = new Map<string, { version: string; file: ts.SourceFile }>();
  readonly #host: WatchHost;
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
  constructor(host: WatchHost) {
    this.#host = host;
    [this.#declarations, this.#cell] = host.rootFiles as [string, string];
    this.#globals = `${dirname(this.#cell)}/__globals__.d.ts`;
    this.resolution = new ModuleResolution(host.options);
    this.#compilerHost = this.#createCompilerHost();
    this.#rebuild();
    // tslab says "this file changed" through the watcher it made; its timer then asks for the new program.
    for (const file of host.rootFiles) host.watchFile(file, () => this.#schedule());
  }

  /** What earlier cells have declared for all, as TypeScript. */
  set globals(text: string) {
    if (text === this.#globalsText) return;
    this.#globalsText = text;
    this.#rebuild();
  }

  get program(): ts.Program {
    return this.#program!;
  }

  get cell(): ts.SourceFile {
    return this.program.getSourceFile(this.#cell)!;
  }

  /** The reader's own TypeScript files that the cell reaches by imports, nearest first. */
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
      this.#rebuild();
    }, 0);
  }

  #rebuild(): void {
    this.resolution.beforeProgram([this.#cell, this.#declarations]);
    this.#program = ts.createProgram({
      rootNames: [globalTypesPath, this.#globals, this.#declarations, this.#cell],
      options: this.#host.options,
      host: this.#compilerHost,
      ...(this.#program && { oldProgram: this.#program }),
    });
    // A new object each time: tslab takes it as the sign that its change was seen.
    this.#host.afterProgramCreate?.(this.#builder(this.#program));
  }

  /** What tslab's converter uses of a builder program. */
  #builder(program: ts.Program) {
    return {
      getProgram: () => program,
      getSourceFile: (name: string) => program.getSourceFile(name),
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
        const emit = program.emit as (...parameters: unknown[]) => ts.EmitResult;
        const keepMap: ts.WriteFileCallback = (name, text, ...rest) => {
          if (name.endsWith(".map")) this.cellMap = text;
          else write(name, text, ...rest);
        };
        this.lastExpression = undefined;
        const before = [
          shorthandsOfEarlierCells(program.getTypeChecker(), this.#declarations),
          keepLastExpressionBesideUsing(() => {
            this.lastExpression = besideUsing;
          }),
        ];
        return emit.call(program, file, keepMap, undefined, undefined, { ...transformers, before }, true);
      },
    };
  }

  #createCompilerHost(): ts.CompilerHost {
    const { options } = this.#host;
    const base = ts.createCompilerHost(options, true);
    const libFolder = dirname(base.getDefaultLibFileName(options));
    return {
      ...base,
      readFile: (path) => this.#host.readFile(path),
      fileExists: (path) => this.#isRoot(path) || path === this.#globals || ts.sys.fileExists(path),
      getSourceFile: (path, language) => this.#sourceFile(path, language, libFolder),
      resolveModuleNameLiterals: (literals, from, _redirect, settings) =>
        literals.map(({ text }) => this.resolution.resolve(text, from, settings)),
      getModuleResolutionCache: () => this.resolution.cache,
      hasInvalidatedResolutions: (path) => this.resolution.hadMisses(path),
    };
  }

  #isRoot(path: string): boolean {
    return path === this.#cell || path === this.#declarations;
  }

  #sourceFile(
    path: string,
    language: ts.ScriptTarget | ts.CreateSourceFileOptions,
    libFolder: string,
  ): ts.SourceFile | undefined {
    const isRoot = this.#isRoot(path);
    const known = this.#files.get(path);
    const isGlobals = path === this.#globals;
    const version = isRoot ? "" : isGlobals ? this.#globalsText : versionOf(path, libFolder);
    // tslab takes its two files apart after use, so they are never used twice.
    if (known && !isRoot && known.version === version) return known.file;
    const read = isGlobals
      ? `export {};\n${this.#globalsText}`
      : (ownTypes.get(path) ?? this.#host.readFile(path));
    if (read === undefined) return undefined;
    const text = path === this.#cell ? withTrueNames(read) : read;
    const file = ts.createSourceFile(path, text, language, isRoot);
    // tslab reads the top-level names before anything has asked for a checker.
    if (isRoot) bindSourceFile(file, this.#host.options);
    this.#files.set(path, { version, file });
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

/** What changes when a file does. Installed packages and TypeScript's own library are taken as fixed. */
function versionOf(path: string, libFolder: string): string {
  if (path.startsWith(libFolder) || !isReadersFile(path)) return "fixed";
  const { mtimeMs = 0, size = 0 } = statSync(path, { throwIfNoEntry: false }) ?? {};
  return `${mtimeMs} ${size}`;
}

/** tslab creates its program where nobody can get hold of it: it waits here until the engine takes it. */
export const created: CellProgram[] = [];
