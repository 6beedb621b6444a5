/** An error of the reader's code, as clients are told of it. */
import type { ErrorContent } from "../messages/broadcasts.js";
import type { CellError } from "../runtime/runtime.js";

/** @example errorContent({ name: "TypeError", message: "no", traceback: [] }).ename // "TypeError" */
export function errorContent({ name, message, traceback }: CellError): ErrorContent {
  return { ename: name, evalue: message, traceback };
}
