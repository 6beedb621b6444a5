/** How code that awaits ends when its cell has been interrupted meanwhile: see runtime/interruptions.ts. */
import { type ModuleText, uniqueName } from "./emit-names.js";
import { nodesOf } from "./scope.js";
import ts from "./typescript.js";

/**
 * `await a` → `$resumed(await a, began)`, and the same at the start of each round of `for await`; `began` is set where
 * the function around it begins.
 *
 * @returns whether the module itself awaits something
 */
export function endWhenInterrupted({ file, edited }: ModuleText): boolean {
  const began = uniqueName("began", file.text);
  const setBegan = `const ${began} = $began();`;
  const functions = new Set<ts.FunctionLike | undefined>();
  for (const node of nodesOf(file)) {
    const isLoop = ts.isForOfStatement(node) && node.awaitModifier !== undefined;
    if (!isLoop && !ts.isAwaitExpression(node)) continue;
    const within = functionAround(node);
    // An arrow without a block is over with what it awaits.
    if (within && !bodyOf(within)) continue;
    functions.add(within);
    // Within what stands around it already.
    if (!isLoop) edited.appendRight(node.getStart(file), "$resumed(").prependLeft(node.end, `, ${began})`);
    else if (ts.isBlock(node.statement))
      edited.appendRight(node.statement.getStart(file) + 1, ` $resumed(0, ${began});`);
  }
  for (const one of functions) {
    if (one) edited.appendRight(bodyOf(one)!.getStart(file) + 1, ` ${setBegan}`);
    else edited.prepend(`${setBegan}\n`);
  }
  return functions.has(undefined);
}

/** A name that is computed (`[await key()]() {}`) is outside. */
function functionAround(node: ts.Node): ts.FunctionLike | undefined {
  for (let at = node; at.parent; at = at.parent) {
    if (ts.isFunctionLike(at.parent) && at.parent.name !== at) return at.parent;
  }
  return undefined;
}

function bodyOf(one: ts.FunctionLike): ts.Block | undefined {
  const { body } = one as { body?: ts.Node };
  return body && ts.isBlock(body) ? body : undefined;
}
