/** What an editor asks about a place in a cell. TypeScript keeps these behind its language service. */

import { readDocumentation } from "./documentation.js";
import { inspectedAt } from "./inspected.js";
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
      meaning?: number,
    ): Pick<ts.QuickInfo, "displayParts" | "documentation" | "tags"> & { symbolKind: ts.ScriptElementKind };
    getSymbolModifiers(checker: ts.TypeChecker, symbol: ts.Symbol): string;
  };
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

/** Signature and documentation of what is inspected at an offset of `file`. */
export function quickInfo(
  file: ts.SourceFile,
  checker: ts.TypeChecker,
  _token: unknown,
  position: number,
): ts.QuickInfo | undefined {
  const inspected = inspectedAt(file, checker, position);
  if (!inspected) return undefined;
  const { node, symbol } = inspected;
  const textSpan = ts.createTextSpan(node.getStart(file), node.getWidth(file));
  if (!symbol) {
    const displayParts = internals.typeToDisplayParts(checker, checker.getTypeAtLocation(node), node.parent);
    return { kind: ts.ScriptElementKind.unknown, kindModifiers: "", textSpan, displayParts };
  }
  readDocumentation(symbol);
  if (symbol.flags & ts.SymbolFlags.Alias) readDocumentation(checker.getAliasedSymbol(symbol));
  const isOnlyType = (symbol.flags & (ts.SymbolFlags.Value | ts.SymbolFlags.Alias)) === 0;
  const { symbolKind, ...shown } = internals.SymbolDisplay.getSymbolDisplayPartsDocumentationAndSymbolKind(
    checker,
    symbol,
    file,
    node.parent,
    node,
    // A type may be written where a value has to stand.
    ...(isOnlyType ? [allMeanings] : []),
  );
  const kindModifiers = internals.SymbolDisplay.getSymbolModifiers(checker, symbol);
  return { kind: symbolKind, kindModifiers, textSpan, ...shown };
}

/** TypeScript's `SemanticMeaning.All`: what is a value, a type or a namespace. */
const allMeanings = 7;

/** What is inspected at an offset of `file`, through imports. */
export function symbolAt(
  file: ts.SourceFile,
  checker: ts.TypeChecker,
  position: number,
): ts.Symbol | undefined {
  const symbol = inspectedAt(file, checker, position)?.symbol;
  return symbol && symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
}
