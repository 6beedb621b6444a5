/** How the imports of a module become awaited calls of the runtime's `$import`. */

import type { EarlierImport } from "./earlier-values.js";
import { type ModuleText, uniqueName } from "./emit-names.js";
import ts from "./typescript.js";

/** A name, and the expression that has its value. */
export interface Named {
  name: string;
  value: string;
}

export interface Import {
  statement: ts.Statement;
  /** The variable that holds what is imported. */
  module: string;
  /** The names that it has in this file. */
  names: Named[];
  /** What is exported of it without a name in this file: `export { a } from "m"`. */
  reexported: Named[];
  /** `export * from "m"` */
  isAllReexported: boolean;
}

type From = ts.ImportDeclaration | (ts.ExportDeclaration & { moduleSpecifier: ts.Expression });

const isFrom = (statement: ts.Statement): statement is From =>
  ts.isImportDeclaration(statement) || (ts.isExportDeclaration(statement) && !!statement.moduleSpecifier);

/** Where the first statement begins that imports nothing. */
export function startOfBody(file: ts.SourceFile): number {
  return file.statements.find((one) => !isFrom(one))?.getStart(file) ?? file.end;
}

/** `import { a } from "m"` → `const module_1 = await $import("m")`, of which `module_1.a` is the value. */
export function awaitImports({ file, edited }: ModuleText): Import[] {
  const body = startOfBody(file);
  let taken = file.text;
  return file.statements.filter(isFrom).map((statement) => {
    const module = uniqueName("module", taken);
    taken += ` ${module}`;
    const start = statement.getStart(file);
    const call = `await $import(${statement.moduleSpecifier.getText(file)});`;
    const isForEffects = ts.isImportDeclaration(statement) && !statement.importClause;
    edited.update(start, statement.end, isForEffects ? call : `const ${module} = ${call}`);
    // As the language has it: before everything else, in their order.
    if (start > body) edited.move(start, statement.end, body);
    const isAllReexported = ts.isExportDeclaration(statement) && !statement.exportClause;
    return {
      statement,
      module,
      names: namesOf(statement, module),
      reexported: reexportedBy(statement, module),
      isAllReexported,
    };
  });
}

function namesOf(statement: From, module: string): Named[] {
  if (ts.isExportDeclaration(statement)) return [];
  const { name, namedBindings: all } = statement.importClause ?? {};
  const first = name ? [{ name: name.text, value: member(module, "default") }] : [];
  if (!all) return first;
  if (ts.isNamespaceImport(all)) return [...first, { name: all.name.text, value: module }];
  return [...first, ...all.elements.map((one) => membered(one, module))];
}

function reexportedBy(statement: From, module: string): Named[] {
  const clause = ts.isExportDeclaration(statement) ? statement.exportClause : undefined;
  if (!clause) return [];
  if (ts.isNamespaceExport(clause)) return [{ name: clause.name.text, value: module }];
  return clause.elements.map((one) => membered(one, module));
}

const membered = (
  { name, propertyName = name }: ts.ImportSpecifier | ts.ExportSpecifier,
  module: string,
) => ({
  name: name.text,
  value: member(module, propertyName.text),
});

/**
 * What a cell uses of the reader's files that earlier cells have imported. It imports it again: it has been checked
 * against the file as it is now, which may have been edited, and a variable of the file may have another value.
 */
export class ImportsAgain {
  /** By specifier, the file's path and the variable that holds it. */
  readonly #files = new Map<string, { path: string; module: string }>();
  readonly #into: ModuleText;

  constructor(into: ModuleText) {
    this.#into = into;
  }

  get size(): number {
    return this.#files.size;
  }

  /** By specifier, the paths of the files. */
  get paths(): Record<string, string> {
    return Object.fromEntries([...this.#files].map(([specifier, { path }]) => [specifier, path]));
  }

  /** @returns the expression that has the value; the file is imported before everything else */
  valueOf({ specifier, path, member: name }: EarlierImport): string {
    const { module } = this.#files.get(specifier) ?? this.#import(specifier, path);
    return name === undefined ? module : member(module, name);
  }

  #import(specifier: string, path: string): { module: string } {
    const { file, edited } = this.#into;
    const module = uniqueName(`again_${this.size}`, file.text);
    this.#files.set(specifier, { path, module });
    edited.prepend(`const ${module} = await $import(${JSON.stringify(specifier)});\n`);
    return { module };
  }
}

/** `m.a`, or `m["a b"]` */
export function member(object: string, name: string): string {
  const isWord = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name);
  return isWord ? `${object}.${name}` : `${object}[${JSON.stringify(name)}]`;
}
