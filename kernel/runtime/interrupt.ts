/** The main thread's side of interrupts: answers the watchdog, and lets itself be unwound by it. */
import { createRequire } from "node:module";
import { Worker } from "node:worker_threads";
import type { Gate } from "./gate.js";
import type { Serial } from "./protocol.js";
import type { AnswerLine } from "./questions.js";

/** What the watchdog evaluates in the main thread, in the midst of what runs there, before it ends that. */
export const unwindExpression = 'globalThis[Symbol.for("runtime.unwind")]()';

/** From the watchdog: a question whether the main thread still answers, or word that what ran was ended. */
export interface FromWatchdog {
  type: "ask" | "terminated";
  serial: Serial;
}

/**
 * Ending JavaScript from outside runs no `finally`, so Node's stack of asynchronous contexts keeps entries of what
 * was ended, and Node ends the process when it notices ("async hook stack has become corrupted"). So the stack is
 * emptied, as Node does itself after an uncaught error, and Node's checks of it are off from the first interrupt.
 *
 * @returns empties the stack once more, for what the ended code has put there in its last moment
 */
function installUnwinding(gate: Gate): () => void {
  const contexts = asyncContextsOfNode();
  const unwind = () => {
    gate.awaitPosted();
    const { async_hook_fields: fields, constants } = contexts;
    fields[constants.kCheck] = 0;
    fields[constants.kTotals] = 0;
    contexts.clearAsyncIdStack();
  };
  Object.defineProperty(globalThis, Symbol.for("runtime.unwind"), { value: unwind });
  return () => contexts.clearAsyncIdStack();
}

interface AsyncContexts {
  clearAsyncIdStack(): void;
  async_hook_fields: Uint32Array;
  constants: { kCheck: number; kTotals: number };
}

/** There is no public way to these: `--expose-internals` opens this one, with a warning that no reader needs. */
function asyncContextsOfNode(): AsyncContexts {
  const { emitWarning } = process;
  process.emitWarning = () => {};
  try {
    const { internalBinding } = createRequire(__filename)("internal/test/binding");
    return internalBinding("async_wrap");
  } finally {
    process.emitWarning = emitWarning;
  }
}

/** What the watchdog is given at its start. */
export interface WatchdogData extends AnswerLine {
  gateMemory: Int32Array<SharedArrayBuffer>;
}

/** @param interrupted told of the cell that is to end, when the main thread is free or has been freed */
export function startWatchdog(
  file: string,
  gate: Gate,
  { answers, bell }: AnswerLine,
  interrupted: (serial: Serial) => void,
): Worker {
  const emptyContexts = installUnwinding(gate);
  const watchdog = new Worker(file, {
    workerData: { gateMemory: gate.memory, answers, bell } satisfies WatchdogData,
    transferList: [answers],
  });
  watchdog.on("message", ({ type, serial }: FromWatchdog) => {
    const answer = () => {
      gate.pass();
      interrupted(serial);
    };
    if (type === "ask") return answer();
    emptyContexts();
    // Timers that were held up run first: one that is stuck as well is ended by the same interrupt.
    // Unreferenced, as others may be stopped (context.ts).
    setTimeout(answer).unref();
  });
  // Without it nothing could be interrupted, and nobody would notice the kernel's end.
  watchdog.on("error", (error) => {
    process.stderr.write(`The runtime's watchdog ended: ${error.stack ?? error}\n`);
    process.exit(70);
  });
  return watchdog;
}
