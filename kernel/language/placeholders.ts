/**
 * Files that hold the places of the cell and of the earlier declarations in a program that is made before these are
 * known. Until a question is asked, TypeScript looks for no more in a module than for what it imports and for what it
 * adds to others.
 */
import ts from "./typescript.js";

type Specifier = ts.StringLiteralLike;

/** What TypeScript keeps to itself. */
interface Internals {
  getExternalModuleName(statement: ts.Node): ts.Expression | undefined;
  isAmbientModule(statement: ts.Node): boolean;
  isAnyImportOrReExport(statement: ts.Node): boolean;
  forEachDynamicImportOrRequireCall(
    file: ts.SourceFile,
    ofTypesToo: boolean,
    literalsOnly: boolean,
    found: (node: ts.Node, specifier: Specifier) => void,
  ): void;
}
const internals = ts as unknown as Internals;

/** What a program notes on its files. */
interface Noted {
  path: string;
  resolvedPath: string;
  originalFileName: string;
  packageJsonLocations?: readonly string[];
  packageJsonScope?: unknown;
  /** The specifiers of what it imports; those without a place in the text are TypeScript's own, as for JSX. */
  imports: readonly Specifier[];
  moduleAugmentations: readonly ts.Node[];
  ambientModuleNames: readonly string[];
}
type NotedFile = ts.SourceFile & Noted & { pragmas: ReadonlyMap<string, unknown> };
interface NotedProgram extends ts.Program {
  getFilesByNameMap(): Map<string, ts.SourceFile | false | undefined>;
  getMissingFilePaths(): ReadonlyMap<string, string>;
}

export class Placeholders {
  readonly #files: ReadonlyMap<string, ts.SourceFile>;

  /**
   * @param last the program of the last question: the next one imports as much, but for what the cell itself does,
   * which is among the declarations then
   */
  constructor(last: ts.Program, { cell, declarations }: { cell: string; declarations: string }) {
    const imported = [declarations, cell].flatMap((path) => (last.getSourceFile(path) as NotedFile).imports);
    const specifiers = new Set(imported.filter(({ pos }) => pos >= 0).map(({ text }) => text));
    const imports = [...specifiers].map((specifier) => `import ${JSON.stringify(specifier)};\n`);
    const options = last.getCompilerOptions();
    const empty = (path: string, text: string) =>
      [path, ts.createSourceFile(path, `export {};\n${text}`, options.target!)] as const;
    this.#files = new Map([empty(declarations, imports.join("")), empty(cell, "")]);
  }

  get(path: string): ts.SourceFile | undefined {
    return this.#files.get(path);
  }

  /**
   * Puts the true files in their places.
   * @returns whether they fit there; if not, the program must be made anew
   */
  fill(made: ts.Program, trueFile: (path: string) => ts.SourceFile): boolean {
    const program = made as NotedProgram;
    // What a file of the reader's refers to may be there by now.
    if (program.getMissingFilePaths().size > 0) return false;
    const pairs = [...this.#files].map(([path, held]) => [held, trueFile(path)] as [NotedFile, NotedFile]);
    if (!pairs.every(([held, file]) => fits(file, held, program))) return false;
    const files = program.getSourceFiles() as ts.SourceFile[];
    for (const [held, file] of pairs) {
      const { path, resolvedPath, originalFileName, packageJsonLocations, packageJsonScope } = held;
      Object.assign(file, {
        path,
        resolvedPath,
        originalFileName,
        packageJsonLocations,
        packageJsonScope,
        imports: specifiersIn(file),
        moduleAugmentations: [],
        ambientModuleNames: [],
      } satisfies Noted);
      files[files.indexOf(held)] = file;
      program.getFilesByNameMap().set(path, file);
    }
    return true;
  }
}

/** Whether `file` imports what the placeholder does, and adds to no module but itself. */
function fits(file: NotedFile, held: NotedFile, program: ts.Program): boolean {
  if (program.getSourceFile(held.fileName) !== held || file.pragmas.size > 0) return false;
  const addsToOthers = (statement: ts.Statement) =>
    internals.isAmbientModule(statement) || ts.isNamespaceExportDeclaration(statement);
  if (file.statements.some(addsToOthers)) return false;
  const resolved = (from: ts.SourceFile, specifiers: readonly Specifier[]) =>
    new Set(specifiers.map((one) => `${program.getModeForUsageLocation(from, one)} ${one.text}`));
  const wanted = resolved(file, specifiersIn(file));
  const there = resolved(held, held.imports);
  return wanted.size === there.size && [...wanted].every((one) => there.has(one));
}

function specifiersIn(file: ts.SourceFile): Specifier[] {
  const found = file.statements.flatMap((statement) => {
    const name = internals.isAnyImportOrReExport(statement) && internals.getExternalModuleName(statement);
    return name && ts.isStringLiteral(name) && name.text ? [name] : [];
  }) as Specifier[];
  internals.forEachDynamicImportOrRequireCall(file, true, true, (_node, specifier) => found.push(specifier));
  return found;
}
