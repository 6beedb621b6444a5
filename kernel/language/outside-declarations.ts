/**
 * What cells only declare (`declare const jQuery: any`): it comes from outside of them, so that later cells must look
 * for it where JavaScript does, and not among the variables of cells.
 */

import { type Declaration, declarationsIn, namesOf } from "./declaration.js";
import ts from "./typescript.js";

const mark = "/** Comes from outside of the cells. */\n";

/** The names that `cell` only declares, and that are no variables of earlier cells. */
export function namesFromOutside(cell: ts.SourceFile, earlier: Declaration[]): Set<string> {
  const declared = cell.statements.filter(
    (one) =>
      ts.canHaveModifiers(one) &&
      ts.getModifiers(one)?.some(({ kind }) => kind === ts.SyntaxKind.DeclareKeyword),
  );
  if (declared.length === 0) return new Set();
  const outside = outsideNames(earlier);
  const variables = new Set(earlier.map(({ name }) => name).filter((name) => name && !outside.has(name)));
  return new Set(declared.flatMap(namesOf).filter((name) => !variables.has(name)));
}

/** `declarations`, with a mark on those of `outside`. */
export function marked(declarations: Declaration[], outside: ReadonlySet<string>): Declaration[] {
  if (outside.size === 0) return declarations;
  return declarations.map((one) => {
    const isOutside = one.name !== undefined && outside.has(one.name);
    return isOutside && !one.text.startsWith(mark) ? declarationsIn(mark + one.text)[0]! : one;
  });
}

/** The names that are to be looked for outside. */
export function outsideNames(declarations: Declaration[]): Set<string> {
  return new Set(declarations.filter(({ text }) => text.startsWith(mark)).flatMap(({ name }) => name ?? []));
}
