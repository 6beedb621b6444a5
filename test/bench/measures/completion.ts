/** Completion of a member, while nothing runs and while a cell does. */
import type { Subject } from "../kernels.js";
import { begin, type Measure } from "../measure.js";
import type { TimedKernel } from "../timed-kernel.js";

export const completion: Measure = {
  rows: [
    { id: "complete-idle", title: "completion, idle", unit: "ms" },
    { id: "complete-await", title: "completion while a cell awaits", unit: "ms" },
    { id: "complete-loop", title: "completion while a cell loops", unit: "ms" },
  ],

  async run(bench) {
    await bench.rounds("completion", async (subject) => {
      const { cells } = subject;
      const seat = () => bench.seat(subject, cells.list);
      await bench.record("complete-idle", subject, async () => complete(await seat(), subject));
      for (const kind of ["await", "loop"] as const) {
        await bench.record(`complete-${kind}`, subject, async () => {
          const kernel = await seat();
          const cell = await begin(kernel, cells[kind](3));
          if (cell.reply) return "does not run";
          const answer = complete(kernel, subject);
          // Whoever answers only after the cell has kept its reader waiting.
          const blocked = cell.until(() => cell.reply, 20, "no reply").then(() => "blocked");
          const reading = await Promise.race([answer, blocked]);
          await Promise.allSettled([answer, blocked, cell.done(20)]);
          return reading;
        });
      }
    });
  },
};

/** Asks for a completion. @returns milliseconds from the request to the reply, if that has the match */
async function complete(kernel: TimedKernel, { cells }: Subject): Promise<number | string> {
  const asked = { code: cells.complete, cursor_pos: cells.complete.length };
  const exchange = await kernel.request("complete_request", asked);
  const time = await exchange.replied(20);
  const { matches } = exchange.reply!.content;
  const found = Array.isArray(matches) && matches.some((match) => String(match).endsWith(cells.match));
  return found ? time : "no match";
}
