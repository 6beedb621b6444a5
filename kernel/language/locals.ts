/** The names at the top of a file, as TypeScript's binder keeps them to itself. */
import ts from "./typescript.js";

export function localsOf(file: ts.SourceFile): ts.SymbolTable {
  return (file as ts.SourceFile & { locals?: ts.SymbolTable }).locals ?? new Map();
}

export function localNames(file: ts.SourceFile): string[] {
  return [...localsOf(file).keys()].map((name) => ts.unescapeLeadingUnderscores(name));
}
