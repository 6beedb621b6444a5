/**
 * The program behind the converter: the cell, the declarations before it, and every file that they import.
 *
 * tslab builds its program by `ts.createWatchProgram`. This one stands in its place: it is rebuilt from the last one,
 * and only when something asks for it (tslab itself looks at the cell's names first, for which the parsed file is
 * enough), or ahead, while nothing is asked; it keeps no book of changes over the library files, and watches nothing.
 */

import { CellFiles } from "./cell-files.js";
import { type EarlierValue, goneImports, importedAs } from "./earlier-values.js";
import type { InstalledFiles } from "./installed-files.js";
import { localsOf } from "./locals.js";
import { Placeholders } from "./placeholders.js";
import { ModuleResolution } from "./resolution.js";
import ts from "./typescript.js";

export type WatchHost = ts.WatchCompilerHostOfFilesAndCompilerOptions<ts.BuilderProgram> & {
  afterProgramCreate?: (builder: unknown) => void;
};

export class CellProgram {
  #program: ts.Program | undefined;
  #isStale = true;
  /** In the program, when it was made ahead. */
  #placeholders: Placeholders | undefined;
  #isEmitted = false;
  readonly #host: WatchHost;
  readonly #files: CellFiles;
  readonly #compilerHost: ts.CompilerHost;
  readonly resolution: ModuleResolution;
  /** The source map of the cell's last emit, as JSON. */
  cellMap = "";

  /** @param host as tslab makes it: its two root files are the earlier declarations and the cell */
  constructor(host: WatchHost, installed: InstalledFiles) {
    this.#host = host;
    const [declarations, cell] = host.rootFiles as [string, string];
    this.#files = new CellFiles(cell, declarations, host, installed);
    this.resolution = new ModuleResolution(host.options, installed);
    this.#compilerHost = this.#createCompilerHost();
    this.#changed();
    // tslab says "this file changed" through the watcher it made; its timer then asks for the new program.
    for (const file of host.rootFiles) host.watchFile(file, () => this.#schedule());
  }

  /** What earlier cells have declared for all, as TypeScript. */
  set globals(text: string) {
    if (this.#files.declareForAll(text)) this.#changed();
  }

  get program(): ts.Program {
    if (!this.#program || (this.#isStale && !this.#fill())) this.#program = this.#rebuilt();
    this.#isStale = false;
    return this.#program;
  }

  /** Makes the next question's program and its checker ahead, in place of those of the last one. */
  prepare(): void {
    if (!this.#program || this.#isStale) return;
    this.#placeholders = new Placeholders(this.#program, this.#files);
    this.#program = this.#rebuilt();
    this.#program.getTypeChecker();
    this.#isStale = true;
  }

  get cell(): ts.SourceFile {
    return this.program.getSourceFile(this.#files.cell)!;
  }

  /** What earlier cells have under a name, if that is more than a type. */
  earlierValue(name: string): EarlierValue | undefined {
    const { declarations } = this.#files;
    const symbol = localsOf(this.program.getSourceFile(declarations)!).get(ts.escapeLeadingUnderscores(name));
    const isAlias = symbol && symbol.flags & ts.SymbolFlags.Alias;
    const target = isAlias ? this.program.getTypeChecker().getAliasedSymbol(symbol) : symbol;
    if (!target || (target.flags & ts.SymbolFlags.Value) === 0) return undefined;
    const from = importedAs(symbol!.declarations?.[0]);
    const path = from && this.resolution.localImports(declarations)[from.specifier];
    return path === undefined ? "variable" : { ...from!, path };
  }

  /** Findings about what earlier cells have imported. */
  goneImports(): ts.Diagnostic[] {
    const declarations = this.program.getSourceFile(this.#files.declarations)!;
    const paths = this.resolution.localImports(declarations.fileName);
    return goneImports(this.cell, declarations, this.program, paths);
  }

  /**
   * The reader's own files that the cell reaches by imports, nearest first.
   * @param others paths of more that it imports
   */
  localFiles(others: string[]): ts.SourceFile[] {
    const found = new Map<string, ts.SourceFile>();
    const visit = (paths: string[]) => {
      for (const path of paths) {
        const next = this.program.getSourceFile(path);
        if (!next || found.has(path)) continue;
        found.set(path, next);
        visit(Object.values(this.resolution.localImports(path)));
      }
    };
    visit([...Object.values(this.resolution.localImports(this.cell.fileName)), ...others]);
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
    if (this.#isEmitted) this.#files.dropRoots();
    this.#isEmitted = false;
    this.#isStale = true;
    // A new object each time: tslab takes it as the sign that its change was seen.
    this.#host.afterProgramCreate?.(this.#builder());
  }

  /**
   * Puts the cell and the declarations into the program that was made ahead.
   * @returns whether there is one that is as it would be made now
   */
  #fill(): boolean {
    const placeholders = this.#placeholders;
    this.#placeholders = undefined;
    if (!placeholders || !this.#program || !this.resolution.foundAll) return false;
    if (!this.#program.getSourceFiles().every((file) => this.#files.isCurrent(file))) return false;
    return placeholders.fill(this.#program, (path) => this.#files.root(path));
  }

  #rebuilt(): ts.Program {
    const { cell, declarations, rootNames } = this.#files;
    // Of a file that is the same TypeScript does not ask again where its imports lead.
    const isNew = (path: string) =>
      (this.#placeholders?.get(path) ?? this.#files.root(path)) !== this.#program?.getSourceFile(path);
    this.resolution.beforeProgram([cell, declarations].filter(isNew));
    return ts.createProgram({
      rootNames,
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
        this.#files.isRoot(name) ? this.#files.root(name) : this.program.getSourceFile(name),
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
        this.#isEmitted = true;
        // What tslab would do with the JavaScript is done by emit.ts.
        const { afterDeclarations } = transformers;
        return emit.call(this.program, file, keepMap, undefined, undefined, { afterDeclarations }, true);
      },
    };
  }

  #createCompilerHost(): ts.CompilerHost {
    const { options } = this.#host;
    return {
      ...ts.createCompilerHost(options, true),
      readFile: (path) => this.#host.readFile(path),
      fileExists: (path) => this.#files.exists(path),
      getSourceFile: (path, language) => this.#placeholders?.get(path) ?? this.#files.get(path, language),
      resolveModuleNameLiterals: (literals, from, _redirect, settings) =>
        literals.map(({ text }) => this.resolution.resolve(text, from, settings)),
      getModuleResolutionCache: () => this.resolution.cache,
      hasInvalidatedResolutions: (path) => this.resolution.hadMisses(path),
    };
  }
}

/** tslab makes its program where nobody can get hold of it: what to make it from, and then the program. */
export const making: { options: ts.CompilerOptions; installed?: InstalledFiles; made?: CellProgram } = {
  options: {},
};
