/**
 * The language process: answers the questions of `host.ts`, one after the other, for as long as it is asked. Run with
 * Node's `--build-snapshot` it makes the snapshot from which the next ones start.
 */
import { constants, setPriority } from "node:os";
import { setFlagsFromString, startupSnapshot } from "node:v8";
import { collectAtRest } from "../spare-memory.js";
import type { Engine } from "./engine.js";
import { FolderEngine } from "./folder-engine.js";
import { usualCells } from "./usual-cells.js";

export type Method = Exclude<keyof Engine, "close">;
export type Question = { id: number; method: Method; args: unknown[] };
/** `memory`: what the process takes, in bytes. */
export type Answer = { id: number; memory: number } & (
  | { value: unknown; error?: undefined }
  | { error: string }
);

const millisecondsOfQuiet = 400;

/** Reads TypeScript's library and Node's types: better now than under the reader's first cell. */
function warm(engine: FolderEngine): void {
  engine.convert({ code: "", declarations: "" });
}

/** As `warm`, for completion, which compares names by the reader's language: no snapshot can hold that. */
function warmCompletion(engine: FolderEngine): void {
  for (const code of ["console.", "c", "[1].ma"]) engine.complete({ code, declarations: "" }, code.length);
}

function serve(engine: FolderEngine): void {
  // Every cell leaves a program behind: collected early, as there are two more processes to a kernel.
  setFlagsFromString("--heap-growing-percent=50");
  warm(engine);
  let memory = process.memoryUsage.rss();
  let warming: NodeJS.Timeout | undefined = setTimeout(() => {
    warming = undefined;
    warmCompletion(engine);
    engine.prepare();
  }, millisecondsOfQuiet);
  const disturb = collectAtRest();
  process.on("message", ({ id, method, args }: Question) => {
    warming?.refresh();
    disturb();
    const ask = engine[method] as (...args: unknown[]) => unknown;
    let answer: Answer;
    try {
      answer = { id, memory, value: ask.apply(engine, args) };
    } catch (error) {
      // The reader's own code is no cause of this: the trace is for whoever looks after the kernel.
      console.error(error);
      answer = { id, memory, error: `TypeScript's service has failed: ${(error as Error).message}` };
    }
    process.send?.(answer);
    setImmediate(() => {
      engine.prepare();
      // Counting it takes longer than some answers.
      if (id % 16 === 0) memory = process.memoryUsage.rss();
    });
  });
  // The kernel process is gone.
  process.on("disconnect", () => process.exit());
  // Ctrl+C in a terminal reaches the whole group; it is meant for the cell that runs.
  process.on("SIGINT", () => {});
}

if (startupSnapshot.isBuildingSnapshot()) {
  // It may be made while somebody works.
  setPriority(constants.priority.PRIORITY_LOW);
  const engine = new FolderEngine();
  let declarations = "";
  for (const code of [...usualCells, ...usualCells]) {
    const cell = engine.convert({ code, declarations });
    // Not right only by types of Node that somebody has changed.
    if (cell.ok) declarations = cell.declarations;
  }
  startupSnapshot.setDeserializeMainFunction(() => serve(engine.elsewhere()));
} else {
  serve(new FolderEngine());
}
