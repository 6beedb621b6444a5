/** From the text of a function's body to the function. */
import { Script } from "node:vm";

export type Import = (specifier: string) => Promise<unknown>;

/** What a body sees of its module. */
export interface BodyScope {
  exports: Record<string, unknown>;
  import: Import;
  meta: ImportMeta;
  require: NodeJS.Require;
}

/** @param filename how the body is called in stack traces */
export function compile(
  javascript: string,
  { filename, async }: { filename: string; async: boolean },
): (scope: BodyScope) => unknown {
  const head = `(${async ? "async " : ""}function (exports, $import, $meta, require) {`;
  // On the body's first line, and taken off its columns, so that places in stack traces are the body's own.
  const script = new Script(`${head}${javascript}\n})`, { filename, columnOffset: -head.length });
  const body = script.runInThisContext();
  return (scope) => body.call(undefined, scope.exports, scope.import, scope.meta, scope.require);
}
