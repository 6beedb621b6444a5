/**
 * The names of earlier cells where tslab leaves them as they are, and a local of that name would be looked for: the
 * value is in `exports`.
 */
import ts from "./typescript.js";

/**
 * In shorthand properties: `{ a }` → `{ a: exports.a }`.
 * @param declarations the file that declares what earlier cells left
 */
export function shorthandsOfEarlierCells(
  checker: ts.TypeChecker,
  declarations: string,
): ts.TransformerFactory<ts.SourceFile> {
  return (context) => {
    const { factory } = context;
    const visit = (node: ts.Node): ts.Node => {
      if (!ts.isShorthandPropertyAssignment(node)) return ts.visitEachChild(node, visit, context);
      if (!isIn(declarations, checker.getShorthandAssignmentValueSymbol(node)))
        return ts.visitEachChild(node, visit, context);
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

/** In the calls that JSX becomes: `h("b")` → `exports.h("b")`. To be applied to the outcome. */
export function jsxFactoryOfEarlierCells(
  checker: ts.TypeChecker,
  declarations: string,
): ts.TransformerFactory<ts.SourceFile> {
  const { resolveName } = checker as unknown as {
    resolveName(
      name: string,
      at: ts.Node,
      meaning: ts.SymbolFlags,
      excludeGlobals: boolean,
    ): ts.Symbol | undefined;
  };
  return (context) => {
    const { factory } = context;
    const visit = (node: ts.Node): ts.Node => {
      // Written by TypeScript, which leaves the name in the place of the element that it stands for.
      const isFactory = ts.isIdentifier(node) && node.pos < 0 && node.parent && isJsx(node.parent);
      if (!isFactory) return ts.visitEachChild(node, visit, context);
      const symbol = resolveName(node.text, node.parent, ts.SymbolFlags.Value, false);
      if (!isIn(declarations, symbol)) return node;
      return factory.createPropertyAccessExpression(factory.createIdentifier("exports"), node.text);
    };
    return (file) => ts.visitEachChild(file, visit, context);
  };
}

function isJsx(node: ts.Node): boolean {
  return (
    ts.isJsxOpeningLikeElement(node) ||
    ts.isJsxOpeningFragment(node) ||
    ts.isJsxElement(node) ||
    ts.isJsxFragment(node)
  );
}

function isIn(file: string, symbol: ts.Symbol | undefined): boolean {
  return symbol?.declarations?.some((one) => one.getSourceFile().fileName === file) ?? false;
}
