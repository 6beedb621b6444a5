/** A long session: a thousand cells that declare, what the last ones cost, and what the kernel takes then. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Subject } from "../kernels.js";
import type { Bench, Measure } from "../measure.js";
import { memory, memoryKind, processorTime } from "../processes.js";
import { median, numbers, type Reading } from "../table.js";
import type { TimedKernel } from "../timed-kernel.js";

const early = 200;

export const session: Measure = {
  rows: [
    { id: "cell", title: "small declaring cell, request → reply and idle (cells 11–200)", unit: "ms" },
    { id: "growth", title: "the last of 1,000 declaring cells (200 if quick) ÷ the 20th", unit: "×" },
    { id: "memory-200", title: `memory (${memoryKind}) after 200 cells`, unit: "MiB" },
    { id: "memory-1000", title: `memory (${memoryKind}) after 1,000 cells`, unit: "MiB" },
    { id: "idle", title: "processor when idle, of one core over 5 s", unit: "%" },
  ],

  async run(bench) {
    const count = bench.quick ? early : 1000;
    const times = new Map(bench.subjects.map((subject) => [subject, [] as Reading[]]));
    const kernels = new Map<Subject, TimedKernel>();
    for (const subject of bench.subjects) {
      const kernel = await bench.seat(subject).catch((missed: Error) => missed.message);
      if (typeof kernel === "string") times.get(subject)!.push(kernel);
      else kernels.set(subject, kernel);
    }
    for (let n = 1; n <= count; n++) {
      if (n % 50 === 0) bench.say(`session: cell ${n} of ${count}`);
      // Cell by cell in turn, so that all of them live through the same minutes.
      for (const [subject, kernel] of kernels) {
        const readings = times.get(subject)!;
        const cell = await kernel.execute(subject.cells.declare(n));
        readings.push(await cell.done(10).catch((missed: Error) => missed.message));
        // One cell that misses its idle does not end a session; three of them do.
        const lost = readings.slice(-3).every((one) => typeof one === "string");
        if (kernel.ended || (lost && n > 2)) kernels.delete(subject);
      }
      if (n === early) await take(bench, kernels, "memory-200", true);
      if (n === 1000) await take(bench, kernels, "memory-1000", false);
    }
    for (const [subject, all] of times) {
      const { name } = subject;
      for (const one of all.slice(10, early)) bench.table.add("cell", name, one);
      const [first, last] = [all.slice(14, 25), all.slice(count - 11, count)].map((part) =>
        median(numbers(part)),
      );
      const growth = first && last ? last / first : undefined;
      bench.table.add("growth", name, growth ?? String(all.at(-1)));
    }
  },
};

/** Memory, and the processor's time over the same idle seconds for all. */
async function take(bench: Bench, kernels: Map<Subject, TimedKernel>, row: string, idle: boolean) {
  // What a kernel tidies up after a cell is not idleness.
  await sleep(8000);
  const roots = [...kernels].map(([{ name }, { process }]) => ({ name, pid: process.pid! }));
  for (const { name, pid } of roots) bench.table.add(row, name, memory(pid));
  if (!idle) return;
  const before = roots.map(({ pid }) => processorTime(pid));
  const seconds = 5;
  await sleep(seconds * 1000);
  for (const [i, { name, pid }] of roots.entries()) {
    const percent = ((processorTime(pid) - before[i]!) / seconds) * 100;
    bench.table.add("idle", name, Number.isNaN(percent) ? "not known" : percent);
  }
}
