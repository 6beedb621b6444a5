/**
 * What cells only declare (`declare const jQuery: any`): it comes from outside of them, so that later cells must look
 * for it where JavaScript does, and not among the variables of cells.
 */

import { type Declaration, declarationsIn, namesOf } from "./declaration.js";
import { isExportsMember } from "./emit-exports.js";
import ts from "./typescript.js";

const mark = "/** Comes from outside of the cells. */\n";

/** The names that `cell` only declares, and that are no variables of earlier cells. */
export function namesFromOutside(cell: ts.SourceFile, earlier: Declaration[]): Set<string> {
  const declared = cell.statements.filter(
    (one) =>
      ts.canHaveModifiers(one) &&
      ts.getModifiers(one)?.some(({ kind }) => kind === ts.SyntaxKind.DeclareKeyword),
  );
  const variables = new Set(
    earlier.filter(({ text }) => !text.startsWith(mark)).flatMap(({ names }) => names),
  );
  return new Set(declared.flatMap(namesOf).filter((name) => !variables.has(name)));
}

/** `declarations`, with a mark on those of `outside`. */
export function marked(declarations: Declaration[], outside: ReadonlySet<string>): Declaration[] {
  if (outside.size === 0) return declarations;
  return declarations.map((one) => {
    const isOutside = one.names.length > 0 && one.names.every((name) => outside.has(name));
    return isOutside && !one.text.startsWith(mark) ? declarationsIn(mark + one.text)[0]! : one;
  });
}

/**
 * tslab's `exports.jQuery` → `jQuery`. To be applied to the outcome.
 * @param declarations the text of what earlier cells have declared
 */
export function namesLeftOutside(declarations: string): ts.TransformerFactory<ts.SourceFile> {
  const all = declarations.includes(mark) ? declarationsIn(declarations) : [];
  const outside = new Set(all.filter(({ text }) => text.startsWith(mark)).flatMap(({ names }) => names));
  return (context) => {
    const visit = (node: ts.Node): ts.Node => {
      const isWritten = node.pos < 0 && ts.isPropertyAccessExpression(node) && isExportsMember(node);
      if (isWritten && outside.has(node.name.text)) return context.factory.createIdentifier(node.name.text);
      return ts.visitEachChild(node, visit, context);
    };
    return (file) => (outside.size === 0 ? file : ts.visitEachChild(file, visit, context));
  };
}
