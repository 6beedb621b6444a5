/** `npm run bench`: the kernel beside its peers. What can be typed: options.ts; what is measured: measures/. */
import { mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { findSubjects, kernelNames, own } from "./kernels.js";
import { Bench, type Measure } from "./measure.js";
import { completion } from "./measures/completion.js";
import { interrupts } from "./measures/interrupts.js";
import { output } from "./measures/output.js";
import { session } from "./measures/session.js";
import { start } from "./measures/start.js";
import { readOptions } from "./options.js";
import { type Row, Table } from "./table.js";
import { certificatesAreLeftOut, endAll } from "./timed-kernel.js";

const options = readOptions(process.argv);
const say = (text: string) => process.stderr.write(`bench: ${text}\n`);

const wanted = ({ id, title }: Row) =>
  options.rows?.some((word) => `${id} ${title}`.toLowerCase().includes(word)) ?? true;
const measures: Measure[] = [start, session, completion, output, interrupts];
const rows = measures.flatMap((measure) => measure.rows.filter(wanted));

const { found, absent } = findSubjects(options.only ?? kernelNames, options);
for (const why of absent) say(`without ${why}`);
if (rows.length === 0 || found.length === 0) {
  say(`there is nothing to measure: ${found.length ? "no row has these words" : "no kernel is there"}`);
  process.exit(2);
}

const folder = mkdtempSync(join(tmpdir(), "djlab-bench-"));
process.on("exit", () => {
  endAll();
  // A kernel that was killed this moment may still hold a file.
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
});
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => process.exit(130));

const table = new Table(
  rows,
  found.map(({ name }) => name),
);
for (const { name, remark } of found) if (remark) table.note(`${name} ${remark}.`);
if (certificatesAreLeftOut)
  table.note("NODE_EXTRA_CA_CERTS is left out: with it each process of Node starts later.");
const bench = new Bench(
  found,
  options.runs ?? (options.quick ? 2 : 5),
  options.quick ?? false,
  table,
  folder,
  say,
);
for (const measure of measures) {
  if (!measure.rows.some(wanted)) continue;
  await measure.run(bench).catch((error: Error) => say(`a measure ended early: ${error.stack}`));
  bench.leave();
}

const kernels = found.map(({ name, version }) => `${name} ${version}`).join(", ");
const machine = `Node.js ${process.versions.node}, ${availableParallelism()} × ${cpus()[0]?.model.trim()}`;
const load = loadavg()
  .map((one) => one.toFixed(1))
  .join(" ");
const about = { kernels, machine, load, date: new Date().toISOString() };
const text = options.json
  ? `${JSON.stringify({ ...about, ...table.json() }, null, 2)}\n`
  : `${kernels}; ${machine}; load ${load}; ${about.date.slice(0, 10)}\n\n${table.markdown(own)}`;
// Sockets of kernels that were killed would keep the process.
process.stdout.write(text, () => process.exit());
