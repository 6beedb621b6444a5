/** What the names of earlier cells stand for. */
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
