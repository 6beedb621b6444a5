/** What cells declare for all (`declare global`): tslab forgets it with the next cell, so it is carried on here. */
import ts from "typescript";

/**
 * @param earlier what the cells before have declared
 * @param cell what it declares for all takes the place of what earlier cells have declared under the same name
 * @returns `carried`: the earlier `declare global`s without these; `others`: all other earlier declarations
 */
export function carriedGlobals(
  earlier: ts.SourceFile,
  cell?: ts.SourceFile,
): { carried: string; others: string } {
  const anew = new Set(cell ? globals(cell).map((one) => nameOf(one)) : []);
  const kept = globals(earlier).filter((one) => !anew.has(nameOf(one)));
  const others = earlier.statements.filter((one) => !isGlobal(one));
  return {
    carried: kept.length
      ? `declare global {\n${kept.map((one) => one.getText(earlier)).join("\n")}\n}\n`
      : "",
    others: others.map((one) => one.getFullText(earlier)).join(""),
  };
}

function isGlobal(statement: ts.Statement): statement is ts.ModuleDeclaration {
  return ts.isModuleDeclaration(statement) && (statement.flags & ts.NodeFlags.GlobalAugmentation) !== 0;
}

function globals(file: ts.SourceFile): ts.Statement[] {
  return file.statements.filter(isGlobal).flatMap(({ body }) => {
    return body && ts.isModuleBlock(body) ? [...body.statements] : [];
  });
}

function nameOf(statement: ts.Statement): string {
  if (!ts.isVariableStatement(statement)) {
    const { name } = statement as ts.Statement & { name?: ts.Node };
    return name && ts.isIdentifier(name) ? name.text : "";
  }
  return statement.declarationList.declarations.map(({ name }) => ts.isIdentifier(name) && name.text).join();
}
