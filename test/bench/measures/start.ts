/** From the start of the process to its first answer, and to the first result. */
import type { Measure } from "../measure.js";

export const start: Measure = {
  rows: [
    { id: "start-info", title: "start → kernel_info_reply", unit: "ms" },
    { id: "start-result", title: "start → first `1+1` shown", unit: "ms" },
  ],

  async run(bench) {
    await bench.rounds("start", async (subject) => {
      const kernel = await bench.start(subject);
      await bench.record("start-info", subject, () => kernel.ready());
      await bench.record("start-result", subject, async () => {
        const cell = await kernel.execute(subject.cells.sum);
        await cell.until(() => cell.showing("2"), 60, "no result");
        const { at, type } = cell.showing("2")!;
        if (type !== "execute_result") bench.table.note(`${subject.name} shows results as \`${type}\`.`);
        return at - kernel.startedAt;
      });
      kernel.end();
    });
  },
};
