/** From the text of a function's body to the function. */
import { Script } from "node:vm";

export type Import = (specifier: string) => Promise<unknown>;

/** What a body sees of its module. */
interface BodyScope {
  exports: Record<string, unknown>;
  import: Import;
  meta: ImportMeta;
  require: NodeJS.Require;
  /** Of a cell's: called with what it has awaited, where it goes on. */
  resumed?<T>(value: T): T;
  /** Of a cell's: makes variables undefined, until the cell fails. */
  empty?(...names: string[]): void;
}

const parameters = [
  ...["exports", "$import", "$meta", "require", "__filename", "__dirname"],
  ...["$caught", "$resumed", "$empty"],
];

/** @param filename how the body is called in stack traces */
export function compile(
  javascript: string,
  { filename, async }: { filename: string; async: boolean },
): (scope: BodyScope) => unknown {
  // A block, so that the body may declare a `require` or `__dirname` of its own.
  const head = `(${async ? "async " : ""}function (${parameters}) { "use strict"; {`;
  // On the body's first line, and taken off its columns, so that places in stack traces are the body's own.
  const script = new Script(`${head}${javascript}\n}})`, { filename, columnOffset: -head.length });
  const body = script.runInThisContext();
  return ({ exports, import: load, meta, require, resumed, empty }) => {
    const ownPlace = [require, meta.filename, meta.dirname];
    return body.call(undefined, exports, load, meta, ...ownPlace, caught, resumed, empty);
  };
}

/**
 * The reader's own names are put into an error's message when its stack is made (stacks.ts): whoever catches it and
 * reads the message first would find `exports.x is not a function`.
 */
function caught(error: unknown): void {
  if (error instanceof TypeError) void error.stack;
}
