/**
 * The runtime puts the reader's own names into an error's message when the error's stack is made (runtime/stacks.ts):
 * whoever catches a TypeError and reads its message first would find `exports.x is not a function`.
 */
import ts from "./typescript.js";

/** `catch (e) {` → `catch (e) { e instanceof TypeError && e.stack;` */
export const namedWhenCaught: ts.TransformerFactory<ts.SourceFile> = (context) => {
  const { factory } = context;
  const visit = (node: ts.Node): ts.Node => {
    const seen = ts.visitEachChild(node, visit, context);
    if (!ts.isCatchClause(seen) || !seen.variableDeclaration) return seen;
    const { name } = seen.variableDeclaration;
    if (!ts.isIdentifier(name)) return seen;
    const isTypeError = factory.createBinaryExpression(
      name,
      ts.SyntaxKind.InstanceOfKeyword,
      factory.createIdentifier("TypeError"),
    );
    const look = factory.createExpressionStatement(
      factory.createLogicalAnd(isTypeError, factory.createPropertyAccessExpression(name, "stack")),
    );
    const block = factory.updateBlock(seen.block, [look, ...seen.block.statements]);
    return factory.updateCatchClause(seen, seen.variableDeclaration, block);
  };
  return (file) => ts.visitEachChild(file, visit, context);
};
