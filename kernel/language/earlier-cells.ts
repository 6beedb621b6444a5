/**
 * The names of earlier cells in shorthand properties, which tslab leaves as they are: `{ a }` would look for
 * a local `a`, where the value is `exports.a`.
 */
import ts from "typescript";

/** @param declarations the file that declares what earlier cells left */
export function shorthandsOfEarlierCells(
  checker: ts.TypeChecker,
  declarations: string,
): ts.TransformerFactory<ts.SourceFile> {
  return (context) => {
    const { factory } = context;
    const visit = (node: ts.Node): ts.Node => {
      if (!ts.isShorthandPropertyAssignment(node)) return ts.visitEachChild(node, visit, context);
      const symbol = checker.getShorthandAssignmentValueSymbol(node);
      const isEarlier = symbol?.declarations?.some((one) => one.getSourceFile().fileName === declarations);
      if (!isEarlier) return ts.visitEachChild(node, visit, context);
      const value = factory.createPropertyAccessExpression(
        factory.createIdentifier("exports"),
        node.name.text,
      );
      const initializer = node.objectAssignmentInitializer;
      return factory.createPropertyAssignment(
        node.name.text,
        initializer
          ? factory.createAssignment(value, ts.visitNode(initializer, visit) as ts.Expression)
          : value,
      );
    };
    return (file) => ts.visitEachChild(file, visit, context);
  };
}
