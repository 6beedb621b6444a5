/** What a cell declares beyond what TypeScript writes into its `.d.ts`: a `var` in a block, and `export { a as b }`. */

import { localsOf } from "./locals.js";
import ts from "./typescript.js";

/** @returns the declarations, as the text of a `.d.ts`, and the names that they declare */
export function furtherDeclarations(
  cell: ts.SourceFile,
  checker: ts.TypeChecker,
): { text: string; names: string[] } {
  const found = [...variablesInBlocks(cell, checker), ...renamedExports(cell, checker)];
  return { text: found.map(({ text }) => text).join(""), names: found.map(({ name }) => name) };
}

interface Found {
  name: string;
  text: string;
}

function variablesInBlocks(cell: ts.SourceFile, checker: ts.TypeChecker): Found[] {
  return [...localsOf(cell).values()].flatMap((symbol) => {
    const { flags, declarations = [], name } = symbol;
    if ((flags & ts.SymbolFlags.FunctionScopedVariable) === 0 || declarations.some(isAtTop)) return [];
    const variable = ts.unescapeLeadingUnderscores(name as ts.__String);
    return [{ name: variable, text: `declare var ${variable}: ${typeOf(symbol, cell, checker)};\n` }];
  });
}

function isAtTop(declaration: ts.Declaration): boolean {
  let list: ts.Node = declaration;
  while (list.parent && !ts.isVariableDeclarationList(list)) list = list.parent;
  return list.parent && ts.isVariableStatement(list.parent) && ts.isSourceFile(list.parent.parent);
}

function renamedExports(cell: ts.SourceFile, checker: ts.TypeChecker): Found[] {
  const specifiers = cell.statements.flatMap((one) =>
    ts.isExportDeclaration(one) &&
    !one.moduleSpecifier &&
    one.exportClause &&
    ts.isNamedExports(one.exportClause)
      ? [...one.exportClause.elements]
      : [],
  );
  return specifiers.flatMap((one) => {
    const symbol = one.propertyName && checker.getExportSpecifierLocalTargetSymbol(one);
    if (!symbol || !ts.isIdentifier(one.name) || one.name.text === "default") return [];
    const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
    const [name, from] = [one.name.text, one.propertyName!.text];
    const isValue = target.flags & ts.SymbolFlags.Value && !one.isTypeOnly && !one.parent.parent.isTypeOnly;
    const value = isValue ? `declare const ${name}: ${typeOf(target, cell, checker)};\n` : "";
    const text = value + (target.flags & ts.SymbolFlags.Type ? typeAlias(name, from, target) : "");
    return [{ name, text }];
  });
}

/** `type B<T extends object> = A<T>;` */
function typeAlias(name: string, from: string, symbol: ts.Symbol): string {
  const generic = symbol.declarations?.find((one) => "typeParameters" in one && one.typeParameters) as
    | { typeParameters: ts.NodeArray<ts.TypeParameterDeclaration> }
    | undefined;
  if (!generic) return `type ${name} = ${from};\n`;
  const { typeParameters } = generic;
  const parameters = typeParameters.map((one) => one.getText()).join(", ");
  return `type ${name}<${parameters}> = ${from}<${typeParameters.map((one) => one.name.text).join(", ")}>;\n`;
}

/** A type that cannot be written down, as that of a class inside the block, is `any`. */
function typeOf(symbol: ts.Symbol, cell: ts.SourceFile, checker: ts.TypeChecker): string {
  const type = checker.getTypeOfSymbolAtLocation(symbol, cell);
  const node = checker.typeToTypeNode(type, cell, ts.NodeBuilderFlags.NoTruncation);
  if (!node) return "any";
  const text = ts.createPrinter({ removeComments: true }).printNode(ts.EmitHint.Unspecified, node, cell);
  const read = ts.transpileModule(`type T = ${text}`, { reportDiagnostics: true });
  return read.diagnostics?.length ? "any" : text;
}
