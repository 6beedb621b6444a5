/** What the names of earlier cells stand for. */
import { localsOf } from "./locals.js";
import { nodesOf } from "./scope.js";
import ts from "./typescript.js";

/** A variable of earlier cells, or what they have imported from a file of the reader's. */
export type EarlierValue = "variable" | EarlierImport;

export interface EarlierImport {
  specifier: string;
  /** What the file calls it; nothing for all that it exports. */
  member?: string;
  /** Of the file. */
  path: string;
}

/** Of a name that an import declares, what it stands for. */
export function importedAs(declaration: ts.Declaration | undefined): Omit<EarlierImport, "path"> | undefined {
  const statement = declaration && ts.findAncestor(declaration, ts.isImportDeclaration);
  if (!statement) return undefined;
  const specifier = (statement.moduleSpecifier as ts.StringLiteral).text;
  if (ts.isImportClause(declaration)) return { specifier, member: "default" };
  if (!ts.isImportSpecifier(declaration)) return { specifier };
  return { specifier, member: (declaration.propertyName ?? declaration.name).text };
}

/**
 * Where a cell uses what an earlier one has imported from a file of the reader's that has it no more: TypeScript tells it
 * of the import only, and takes the name for anything.
 * @param paths of the files that the declarations import, by specifier
 */
export function goneImports(
  cell: ts.SourceFile,
  declarations: ts.SourceFile,
  program: ts.Program,
  paths: Record<string, string>,
): ts.Diagnostic[] {
  const checker = program.getTypeChecker();
  const gone = new Map<ts.Symbol, Omit<EarlierImport, "path">>();
  for (const symbol of localsOf(declarations).values()) {
    const from = importedAs(symbol.declarations?.[0]);
    if (!from || !ts.isExternalModuleNameRelative(from.specifier)) continue;
    if (checker.isUnknownSymbol(checker.getAliasedSymbol(symbol))) gone.set(symbol, from);
  }
  if (gone.size === 0) return [];
  return [...nodesOf(cell)].flatMap((node) => {
    const from = ts.isIdentifier(node) && gone.get(checker.getSymbolAtLocation(node)!);
    if (!from) return [];
    const { specifier, member } = from;
    const isFileGone = !program.getSourceFile(paths[specifier] ?? "");
    const messageText = isFileGone
      ? `Cannot find module '${specifier}' any more.`
      : `Module '${specifier}' has no exported member '${member}' any more.`;
    const start = node.getStart(cell);
    const place = { file: cell, start, length: node.end - start };
    return [{ ...place, messageText, code: isFileGone ? 2307 : 2305, category: ts.DiagnosticCategory.Error }];
  });
}
