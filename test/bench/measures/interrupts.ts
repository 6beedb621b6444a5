/** How a running cell is stopped, by both of the ways that Jupyter has, and what is left of the variables. */
import { setTimeout as sleep } from "node:timers/promises";
import { keptText } from "../cells.js";
import { Missed } from "../exchange.js";
import type { Subject } from "../kernels.js";
import { type Bench, begin, type Measure } from "../measure.js";
import type { Reading, Row } from "../table.js";
import type { TimedKernel } from "../timed-kernel.js";

const kinds = ["loop", "await"] as const;
const ways = ["signal", "request"] as const;
type Kind = (typeof kinds)[number];
type Way = (typeof ways)[number];

const titles = {
  loop: "a loop",
  await: "an await",
  signal: "by signal",
  request: "by interrupt_request",
};

export const interrupts: Measure = {
  rows: kinds.flatMap((kind) =>
    ways.flatMap((way): Row[] => [
      {
        id: `interrupt-${kind}-${way}`,
        title: `interrupt of ${titles[kind]} ${titles[way]} → reply`,
        unit: "ms",
      },
      { id: `interrupt-${kind}-${way}-kept`, title: "— earlier variable kept", unit: "" },
    ]),
  ),

  async run(bench) {
    await bench.rounds("interrupt", async (subject) => {
      for (const kind of kinds) {
        let bySignal: Reading = "n/a";
        for (const way of ways) {
          const row = `interrupt-${kind}-${way}`;
          if (way === "signal" && (subject.interruptMode === "message" || process.platform === "win32")) {
            for (const id of [row, `${row}-kept`]) bench.table.add(id, subject.name, "n/a");
            continue;
          }
          const reading = await bench.record(row, subject, async () => {
            const time = await stop(await bench.seat(subject, subject.cells.keep), subject, kind, way);
            return time === "blocked" && typeof bySignal === "number" ? "by signal only" : time;
          });
          if (way === "signal") bySignal = reading;
          await kept(bench, subject, `${row}-kept`, typeof reading === "number");
        }
      }
    });
  },
};

/** Interrupts a cell that would run for a minute. @returns milliseconds to the cell's reply */
async function stop(kernel: TimedKernel, { cells }: Subject, kind: Kind, way: Way): Promise<Reading> {
  const cell = await begin(kernel, cells[kind](60));
  if (cell.reply) return "does not run";
  const asked = performance.now();
  if (way === "signal") kernel.signal();
  else await kernel.request("interrupt_request", {}, "control");
  const replied = () => cell.reply?.at;
  try {
    await cell.until(replied, 5, "blocked");
  } catch (error) {
    // What the other way of interrupting did decides on the word.
    if (error instanceof Missed && error.message === "blocked") return error.message;
    throw error;
  }
  return replied()! - asked;
}

/** Whether the variable from before is there. A kernel that did not stop has its end. */
async function kept(bench: Bench, subject: Subject, row: string, stopped: boolean): Promise<void> {
  if (!stopped) {
    bench.unseat(subject);
    bench.table.add(row, subject.name, "–");
    return;
  }
  await bench.record(row, subject, async () => {
    const kernel = await bench.seat(subject);
    // tslab refuses what comes within 200 ms of an error; a reader is not that quick.
    await sleep(500);
    const cell = await kernel.execute(subject.cells.kept);
    const there = await cell.done(10).then(
      () => cell.showing(keptText),
      () => undefined,
    );
    if (!there) bench.unseat(subject);
    return there ? "yes" : "no";
  });
}
