/** The names at the top of a file, as TypeScript's binder keeps them to itself. */
import ts from "./typescript.js";

const { bindSourceFile } = ts as unknown as {
  bindSourceFile(file: ts.SourceFile, options: ts.CompilerOptions): void;
};

/** Finds the names of a file, and those of the functions and blocks in it, before anything asks for a checker. */
export function bindNames(file: ts.SourceFile, options: ts.CompilerOptions): void {
  bindSourceFile(file, options);
}

export function localsOf(file: ts.SourceFile): ts.SymbolTable {
  return (file as ts.SourceFile & { locals?: ts.SymbolTable }).locals ?? new Map();
}

export function localNames(file: ts.SourceFile): string[] {
  return [...localsOf(file).keys()].map((name) => ts.unescapeLeadingUnderscores(name));
}

/** The names at the top of a cell that is only parsed, maybe not even well. */
export function declaredIn(parsed: ts.SourceFile): string[] {
  bindNames(parsed, {});
  return localNames(parsed).filter((name) => name !== "");
}
