/** The source of what a name stands for, as an inspection in detail shows it. */

import { namesOf } from "./declaration.js";
import { withComments } from "./left-out-comments.js";
import ts from "./typescript.js";

/** Characters; the namespace of a large package is its whole `.d.ts`. */
const most = 10_000;

/**
 * @param symbol what is asked about
 * @param asTyped the code of earlier cells by a name that they declare, where `file` tells only its types
 * @returns nothing when it has no declaration, or only a whole file
 */
export function sourceOf(
  symbol: ts.Symbol,
  asTyped: (name: string, file: ts.SourceFile) => string | undefined,
): string | undefined {
  const texts = (symbol.declarations ?? []).flatMap((one) => {
    if (ts.isSourceFile(one)) return [];
    const whole = wholeOf(one);
    const isAtTop = ts.isSourceFile(whole.parent);
    const typed = isAtTop ? asTyped(symbol.name, whole.parent as ts.SourceFile) : undefined;
    return [typed ?? textOf(whole)];
  });
  const text = [...new Set(texts)].join("\n");
  if (text === "") return undefined;
  return text.length > most ? `${text.slice(0, most)}\n…` : text;
}

/** The statements that declare `name` in the last of `cells` that does so. */
export function lastTyped(name: string, cells: ts.SourceFile[]): string | undefined {
  for (const cell of cells.toReversed()) {
    const found = cell.statements.filter((one) => namesOf(one).includes(name));
    if (found.length > 0) return found.map((one) => one.getText(cell)).join("\n");
  }
  return undefined;
}

/** `const a = 1` for the `a = 1` in it. */
function wholeOf(declaration: ts.Declaration): ts.Node {
  const list = declaration.parent;
  return ts.isVariableDeclaration(declaration) && ts.isVariableStatement(list.parent)
    ? list.parent
    : declaration;
}

/** Without the indentation of the place where it stands. */
function textOf(node: ts.Node): string {
  const file = node.getSourceFile();
  const start = node.getStart(file);
  const line = file.text.slice(file.text.lastIndexOf("\n", start - 1) + 1, start);
  const indentation = /^\s*/.exec(line)![0];
  return withComments(node.getText(file)).replaceAll(`\n${indentation}`, "\n");
}
