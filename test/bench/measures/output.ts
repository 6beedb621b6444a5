/** Much output: many small pieces, and one large one. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Arrived } from "../exchange.js";
import type { Measure } from "../measure.js";

const lines = 100_000;
const bytes = 5_000_000;

export const output: Measure = {
  rows: [
    { id: "lines", title: "100,000 printed lines → idle", unit: "ms" },
    { id: "lines-before", title: "— lines that came before idle", unit: "" },
    { id: "lines-order", title: "— in order", unit: "" },
    { id: "lines-messages", title: "— in so many messages", unit: "" },
    { id: "html", title: "5 MB of HTML shown → idle", unit: "ms" },
  ],

  async run(bench) {
    await bench.rounds("output", async (subject) => {
      const { cells, name } = subject;
      await bench.record("lines", subject, async () => {
        const kernel = await bench.seat(subject, cells.prepareHtml);
        const cell = await kernel.execute(cells.print(lines));
        const time = await cell.done(30).catch((missed: Error) => missed.message);
        const end = cell.idle ? cell.heard.indexOf(cell.idle) : cell.heard.length;
        const before = printed(cell.heard.slice(0, end));
        await sleep(500);
        const late = printed(cell.heard).text.length > before.text.length;
        if (late) bench.table.note(`${name} prints lines after its idle.`);
        bench.table.add("lines-before", name, before.lines.length);
        bench.table.add("lines-order", name, before.lines.every((n, i) => n === i) ? "yes" : "no");
        bench.table.add("lines-messages", name, before.messages);
        // What still prints would stand before the HTML.
        if (late || typeof time === "string") bench.unseat(subject);
        return time;
      });
      await bench.record("html", subject, async () => {
        const kernel = await bench.seat(subject, cells.prepareHtml);
        const cell = await kernel.execute(cells.html(bytes));
        const time = await cell.done(60);
        const shown = () => cell.heard.find(({ content }) => content.data?.["text/html"]?.length >= bytes);
        const late = !shown();
        await cell.until(shown, 10, "not shown");
        if (late) bench.table.note(`${name} shows HTML after its idle: the time is that to the HTML.`);
        return Math.max(time, shown()!.at - cell.sentAt);
      });
    });
  },
};

/** The numbers of the printed lines, as they came. */
function printed(heard: Arrived[]) {
  const streams = heard.filter(({ type }) => type === "stream");
  const text = streams.map(({ content }) => content.text).join("");
  const lines = [...text.matchAll(/^line (\d+)$/gm)].map(([, number]) => Number(number));
  return { lines, text, messages: streams.length };
}
