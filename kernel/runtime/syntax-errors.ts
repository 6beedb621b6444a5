/** Where a file is wrong that Node was to read: no frame of the error's stack says so. */
import { createRequire } from "node:module";
import { types } from "node:util";

interface Place {
  file: string;
  line: number;
  column: number;
  /** That line. */
  source: string;
}

/** What Node writes before the stack. */
const head = /^(?!SyntaxError)([^\n]+):(\d+)\n([^\n]*)\n([ \t]*)\^+\n/;
/** A line of a bundled file may be long. */
const longestHead = 1_000_000;

export function placeOfSyntaxError(thrown: unknown): Place | undefined {
  if (!types.isNativeError(thrown) || !(thrown instanceof SyntaxError)) return undefined;
  writeHead(thrown);
  const stack: unknown = thrown.stack;
  if (typeof stack !== "string") return undefined;
  const [, file, line, source = "", blank = ""] = head.exec(stack.slice(0, longestHead)) ?? [];
  return file === undefined ? undefined : { file, line: Number(line), column: blank.length + 1, source };
}

/** Of an ES module Node keeps it back until the error ends the process. There is no public way to have it sooner. */
function writeHead(error: SyntaxError): void {
  try {
    createRequire(__filename)("internal/util").decorateErrorStack(error);
  } catch {
    // This Node has no such function, or the error's stack is a getter that throws: no place is told then.
  }
}
