/** The main thread's side of interrupts: answers the watchdog, and lets itself be unwound by it. */
import { Worker } from "node:worker_threads";
import type { Gate } from "./gate.js";
import type { Serial } from "./protocol.js";

/** What the watchdog evaluates in the main thread, in the midst of what runs there, before it ends that. */
export const unwindExpression = 'globalThis[Symbol.for("runtime.unwind")]()';

/** From the watchdog: a question whether the main thread still answers, or word that what ran was ended. */
export interface FromWatchdog {
  type: "ask" | "terminated";
  serial: Serial;
}

/**
 * Ending JavaScript from outside runs no `finally`, so Node's stack of asynchronous contexts would keep entries of
 * what was ended, and Node ends the process when it notices that ("async hook stack has become corrupted"). Node
 * empties the stack itself after an uncaught error, by the same function.
 */
export function installUnwinding(gate: Gate): void {
  const clearContexts = asyncContextsOfNode();
  const unwind = () => {
    gate.awaitPosted();
    clearContexts();
  };
  Object.defineProperty(globalThis, Symbol.for("runtime.unwind"), { value: unwind });
}

function asyncContextsOfNode(): () => void {
  const { noDeprecation } = process;
  // There is no public way; the warning would be of no use to the reader.
  process.noDeprecation = true;
  try {
    const { binding } = process as unknown as {
      binding(name: string): { clearAsyncIdStack(): void };
    };
    const { clearAsyncIdStack } = binding.call(process, "async_wrap");
    return () => clearAsyncIdStack();
  } finally {
    process.noDeprecation = noDeprecation;
  }
}

export function startWatchdog(file: string, gate: Gate, interrupted: (serial: Serial) => void): Worker {
  const watchdog = new Worker(file, { workerData: gate.memory });
  watchdog.on("message", ({ type, serial }: FromWatchdog) => {
    if (type === "ask") gate.pass();
    interrupted(serial);
  });
  // Without it nothing could be interrupted, and nobody would notice the kernel's end.
  watchdog.on("error", (error) => {
    process.stderr.write(`The runtime's watchdog ended: ${error.stack ?? error}\n`);
    process.exit(70);
  });
  return watchdog;
}
