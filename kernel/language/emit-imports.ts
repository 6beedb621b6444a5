/** How the imports of a cell become awaited calls of the runtime's `$import`. */

import { isExportsMember } from "./emit-exports.js";
import ts from "./typescript.js";

/** `import(x)` → `$import(x)`, `import.meta` → `$meta`, and a call of an earlier cell's function without `this`. */
export const modulePlaces: ts.TransformerFactory<ts.SourceFile> = (context) => {
  const { factory } = context;
  const visit = (node: ts.Node): ts.Node => {
    if (ts.isMetaProperty(node) && node.keywordToken === ts.SyntaxKind.ImportKeyword) {
      return factory.createIdentifier("$meta");
    }
    const seen = ts.visitEachChild(node, visit, context);
    if (!ts.isCallExpression(seen)) return seen;
    if (seen.expression.kind === ts.SyntaxKind.ImportKeyword) {
      return factory.updateCallExpression(
        seen,
        factory.createIdentifier("$import"),
        undefined,
        seen.arguments,
      );
    }
    if (!isExportsMember(seen.expression)) return seen;
    const callee = factory.createParenthesizedExpression(
      factory.createComma(factory.createNumericLiteral(0), seen.expression),
    );
    return factory.updateCallExpression(seen, callee, undefined, seen.arguments);
  };
  return (file) => ts.visitEachChild(file, visit, context);
};

/**
 * The `require` calls that TypeScript wrote for static imports → awaited `$import`s. Taken out as well: the mark
 * `__esModule`, and `exports.a = void 0` before the first statement, which would empty an earlier cell's `a`.
 */
export const awaitImports: ts.TransformerFactory<ts.SourceFile> = (context) => {
  const { factory } = context;
  const visit = (node: ts.Node): ts.Node => {
    if (ts.isFunctionLike(node)) return node;
    if (
      isGenerated(node) &&
      ts.isCallExpression(node) &&
      ts.isIdentifier(node.expression) &&
      node.expression.text === "require"
    ) {
      const call = factory.createCallExpression(
        factory.createIdentifier("$import"),
        undefined,
        node.arguments,
      );
      return factory.createParenthesizedExpression(factory.createAwaitExpression(call));
    }
    return ts.visitEachChild(node, visit, context);
  };
  return (file) => {
    const statements = file.statements.filter((statement) => !isModulePreamble(statement));
    return ts.visitEachChild(factory.updateSourceFile(file, statements), visit, context);
  };
};

const isGenerated = (node: ts.Node) => node.pos < 0;

function isModulePreamble(statement: ts.Statement): boolean {
  if (!isGenerated(statement) || !ts.isExpressionStatement(statement)) return false;
  let value: ts.Expression = statement.expression;
  if (ts.isCallExpression(value))
    return value.arguments.some((one) => ts.isStringLiteral(one) && one.text === "__esModule");
  while (ts.isBinaryExpression(value) && isExportsMember(value.left)) value = value.right;
  return ts.isVoidExpression(value) && value !== statement.expression;
}

/** Whether the function of which `node` is the body must be async. */
export function awaits(node: ts.Node): boolean {
  if (ts.isAwaitExpression(node) || (ts.isForOfStatement(node) && node.awaitModifier)) return true;
  if (ts.isFunctionLike(node)) return false;
  return ts.forEachChild(node, (child) => awaits(child) || undefined) ?? false;
}
