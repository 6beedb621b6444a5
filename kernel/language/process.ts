/** The language process: answers the questions of `host.ts`, one after the other, for as long as it is asked. */
import type { Engine } from "./engine.js";
import { FolderEngine } from "./folder-engine.js";

export type Method = Exclude<keyof Engine, "close">;
export type Question = { id: number; method: Method; args: unknown[] };
export type Answer = { id: number; value?: unknown; error?: string };

const engine = new FolderEngine();

// The first conversion reads TypeScript's library and Node's types: better now than under the reader's first cell.
engine.convert({ code: "", declarations: "" });

process.on("message", ({ id, method, args }: Question) => {
  const ask = engine[method] as (...args: unknown[]) => unknown;
  let answer: Answer;
  try {
    answer = { id, value: ask.apply(engine, args) };
  } catch (error) {
    // The reader's own code is no cause of this: the trace is for whoever looks after the kernel.
    console.error(error);
    answer = { id, error: `TypeScript's service has failed: ${(error as Error).message}` };
  }
  process.send?.(answer);
});
// The kernel process is gone.
process.on("disconnect", () => process.exit());
// Ctrl+C in a terminal reaches the whole group; it is meant for the cell that runs.
process.on("SIGINT", () => {});
