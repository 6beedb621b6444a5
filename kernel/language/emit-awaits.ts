/** Where a module itself awaits, outside of its functions. */
import type { ModuleText } from "./emit-names.js";
import { nodesOf } from "./scope.js";
import ts from "./typescript.js";

type Await = ts.AwaitExpression | ts.ForOfStatement;

export const awaitsIn = (file: ts.SourceFile): Await[] => [...nodesOf(file)].filter(isOwnAwait);

/**
 * Of a cell: it ends where it goes on after an interrupt. `await a` → `$resumed(await a)`, and the same at the start of
 * each round of `for await`. Its functions stay as they are: they may be sent to a browser or a worker as text.
 */
export function endWhenInterrupted({ file, edited }: ModuleText, awaits: Await[]): void {
  for (const node of awaits) {
    if (ts.isAwaitExpression(node)) {
      // Within what stands around it already.
      edited.appendRight(node.getStart(file), "$resumed(").prependLeft(node.end, ")");
      continue;
    }
    const { statement } = node;
    const start = statement.getStart(file);
    if (ts.isBlock(statement)) edited.appendRight(start + 1, " $resumed();");
    else edited.appendRight(start, "{ $resumed(); ").appendLeft(statement.end, " }");
  }
}

function isOwnAwait(node: ts.Node): node is Await {
  const isAwait = ts.isAwaitExpression(node) || (ts.isForOfStatement(node) && node.awaitModifier);
  return Boolean(isAwait) && !ts.findAncestor(node, isWithinFunction);
}

/** A name that is computed (`[await key()]() {}`) is outside. */
const isWithinFunction = (node: ts.Node) =>
  node.parent && ts.isFunctionLike(node.parent) && node.parent.name !== node;
