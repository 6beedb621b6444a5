/** How a runtime process ended, in words for the reader. */
import { bold } from "../excerpt.js";
import type { CellError } from "./runtime.js";

export interface Death {
  /** For instance "it called process.exit(3)". */
  how: string;
  /** What may help against it, as a sentence. */
  remedy?: string;
}

/** V8's last words, of an array, a map or a text that grew past all bounds, and of memory. */
const tooLarge = /invalid (?:size error|array length|table size)/;
const memory = /heap out of memory|Allocation failed/;
const moreMemory =
  "Work on less data at a time, or give it more memory: NODE_OPTIONS=--max-old-space-size=8192 (in MB), set where Jupyter is started.";
/** What Node writes last when an error ends it; the kernel's own listener for these was taken away. */
const uncaught = /\n\nNode\.js v[\w.-]+\s*$/;

/**
 * @param code exit code, or the error that kept the process from starting
 * @param errorTail the last of what it wrote to its standard error
 */
export function howItEnded(
  code: number | Error | null,
  signal: NodeJS.Signals | null,
  errorTail: string,
): Death {
  if (code instanceof Error) return { how: `it could not be started: ${code.message}` };
  if (tooLarge.test(errorTail)) {
    return { how: "an array, a map or a text became larger than JavaScript allows" };
  }
  if (memory.test(errorTail)) return { how: "it ran out of memory", remedy: moreMemory };
  if (signal === "SIGKILL") {
    return { how: "it was ended by SIGKILL, by somebody or by a system that has run out of memory" };
  }
  if (signal) return { how: `it was ended by ${signal}` };
  if (uncaught.test(errorTail))
    return { how: "an error that nothing caught ended it, as its standard error says" };
  return { how: `it exited with code ${code}, as by process.exit(${code})` };
}

/** Node says only that there is no such file, and names itself. */
export const folderIsGone = (folder: string): Death => ({
  how: `it could not be started: the notebook's folder ${folder} is gone`,
  remedy: "Make that folder again, or open the notebook where it is now.",
});

/** @param isReplaced a new process has been started */
export function deathError({ how, remedy }: Death, isReplaced: boolean): CellError {
  const consequence = isReplaced
    ? "The variables are gone; a new process is ready, run the cells again from the first."
    : "The variables are gone; the next cell starts a new process.";
  const message = `The process that runs the cells ended: ${how}. ${consequence}${remedy ? ` ${remedy}` : ""}`;
  return {
    name: "RuntimeEnded",
    message,
    traceback: [`${bold("RuntimeEnded")}: ${message}`],
  };
}
