/** What an editor asks about a place in a cell. TypeScript keeps these behind its language service. */

import { readDocumentation } from "./documentation.js";
import { narrowed } from "./narrowed-checker.js";
import ts from "./typescript.js";

interface Internals {
  Completions: {
    getCompletionsAtPosition(
      host: unknown,
      program: ts.Program,
      log: (message: string) => void,
      file: ts.SourceFile,
      position: number,
      preferences: ts.UserPreferences,
      trigger: undefined,
      kind: ts.CompletionTriggerKind,
      token: ts.CancellationToken,
    ): ts.CompletionInfo | undefined;
  };
  SymbolDisplay: {
    getSymbolDisplayPartsDocumentationAndSymbolKind(
      checker: ts.TypeChecker,
      symbol: ts.Symbol,
      file: ts.SourceFile,
      enclosing: ts.Node | undefined,
      node: ts.Node,
    ): Pick<ts.QuickInfo, "displayParts" | "documentation" | "tags"> & { symbolKind: ts.ScriptElementKind };
    getSymbolModifiers(checker: ts.TypeChecker, symbol: ts.Symbol): string;
  };
  getTouchingPropertyName(file: ts.SourceFile, position: number): ts.Node;
  typeToDisplayParts(checker: ts.TypeChecker, type: ts.Type, enclosing?: ts.Node): ts.SymbolDisplayPart[];
}

const internals = ts as unknown as Internals;

/** The completions at an offset of `file`, as the language service gives them. */
export function completions(
  _host: unknown,
  program: ts.Program,
  log: (message: string) => void,
  file: ts.SourceFile,
  position: number,
  preferences: ts.UserPreferences,
  _trigger: unknown,
  kind: ts.CompletionTriggerKind,
  token: ts.CancellationToken,
): ts.CompletionInfo | undefined {
  const host = {
    ...ts.sys,
    useCaseSensitiveFileNames: () => ts.sys.useCaseSensitiveFileNames,
    getCompilationSettings: () => program.getCompilerOptions(),
    getCurrentDirectory: () => program.getCurrentDirectory(),
    getScriptFileNames: () => program.getRootFileNames(),
  };
  return internals.Completions.getCompletionsAtPosition(
    host,
    narrowed(program, file, position),
    log,
    file,
    position,
    preferences,
    undefined,
    kind,
    token,
  );
}

/** Signature and documentation of what stands at an offset of `file`. */
export function quickInfo(
  file: ts.SourceFile,
  checker: ts.TypeChecker,
  _token: unknown,
  position: number,
): ts.QuickInfo | undefined {
  const node = internals.getTouchingPropertyName(file, position);
  if (node === file) return undefined;
  const textSpan = ts.createTextSpan(node.getStart(file), node.getWidth(file));
  const symbol = checker.getSymbolAtLocation(node);
  if (symbol) {
    readDocumentation(symbol);
    if (symbol.flags & ts.SymbolFlags.Alias) readDocumentation(checker.getAliasedSymbol(symbol));
    const { symbolKind, ...shown } = internals.SymbolDisplay.getSymbolDisplayPartsDocumentationAndSymbolKind(
      checker,
      symbol,
      file,
      node.parent,
      node,
    );
    const kindModifiers = internals.SymbolDisplay.getSymbolModifiers(checker, symbol);
    return { kind: symbolKind, kindModifiers, textSpan, ...shown };
  }
  if (!ts.isExpression(node)) return undefined;
  const displayParts = internals.typeToDisplayParts(checker, checker.getTypeAtLocation(node), node.parent);
  return { kind: ts.ScriptElementKind.unknown, kindModifiers: "", textSpan, displayParts };
}

/** What the name at an offset of `file` stands for, through imports. */
export function symbolAt(
  file: ts.SourceFile,
  checker: ts.TypeChecker,
  position: number,
): ts.Symbol | undefined {
  const symbol = checker.getSymbolAtLocation(internals.getTouchingPropertyName(file, position));
  return symbol && symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
}
