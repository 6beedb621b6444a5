/** Parameters and variables of blocks that are called `exports`: the cell's own variables are looked for under that name. */

import { localsOf } from "./locals.js";
import ts from "./typescript.js";

/** `function f(exports) { return exports }` → `function f(exports_1) { return exports_1 }` */
export function renamedLocals(checker: ts.TypeChecker): ts.TransformerFactory<ts.SourceFile> {
  return (context) => (file) => {
    if (!/\bexports\b/.test(file.text)) return file;
    const { factory } = context;
    const other = factory.createUniqueName("exports");
    const locals = localsOf(file);
    const isLocal = (symbol: ts.Symbol | undefined) =>
      symbol?.name === "exports" &&
      (symbol.flags & (ts.SymbolFlags.Variable | ts.SymbolFlags.Function | ts.SymbolFlags.Class)) !== 0 &&
      symbol !== locals.get(symbol.escapedName) &&
      symbol.declarations?.every(
        // The name of a parameter that is a property is that property's too.
        (one) => one.getSourceFile() === file && !ts.isParameterPropertyDeclaration(one, one.parent),
      );
    const visit = (node: ts.Node): ts.Node => {
      if (
        ts.isShorthandPropertyAssignment(node) &&
        isLocal(checker.getShorthandAssignmentValueSymbol(node))
      ) {
        const unset = ts.visitNode(node.objectAssignmentInitializer, visit) as ts.Expression | undefined;
        return factory.createPropertyAssignment(
          "exports",
          unset ? factory.createAssignment(other, unset) : other,
        );
      }
      const seen = ts.visitEachChild(node, visit, context);
      if (ts.isBindingElement(seen) && seen.name === other && ts.isObjectBindingPattern(node.parent)) {
        const property = seen.propertyName ?? (seen.dotDotDotToken ? undefined : "exports");
        return factory.updateBindingElement(
          seen,
          seen.dotDotDotToken,
          typeof property === "string" ? factory.createIdentifier(property) : property,
          other,
          seen.initializer,
        );
      }
      return ts.isIdentifier(node) && node.text === "exports" && isLocal(checker.getSymbolAtLocation(node))
        ? other
        : seen;
    };
    return ts.visitEachChild(file, visit, context);
  };
}
