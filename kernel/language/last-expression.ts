/**
 * The last expression of a cell with a `using` at its top: TypeScript puts such a cell's statements into a `try`,
 * where tslab does not find it.
 */
import ts from "./typescript.js";

/** Under this name the body leaves the value in `exports`. */
export const besideUsing = "last expression";

/** @param found called when the cell has such an expression */
export function keepLastExpressionBesideUsing(found: () => void): ts.TransformerFactory<ts.SourceFile> {
  return ({ factory }) =>
    (file) => {
      const at = file.statements.findLastIndex((one) => !ts.isExportDeclaration(one));
      const last = file.statements[at];
      if (!last || !ts.isExpressionStatement(last) || !file.statements.some(isUsing)) return file;
      found();
      const place = factory.createElementAccessExpression(
        factory.createIdentifier("exports"),
        factory.createStringLiteral(besideUsing),
      );
      const kept = factory.createExpressionStatement(factory.createAssignment(place, last.expression));
      return factory.updateSourceFile(
        file,
        file.statements.map((one) => (one === last ? ts.setTextRange(kept, last) : one)),
      );
    };
}

function isUsing(statement: ts.Statement): boolean {
  return ts.isVariableStatement(statement) && (statement.declarationList.flags & ts.NodeFlags.Using) !== 0;
}
