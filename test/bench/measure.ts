/** What the measures share: whom they measure, how often, and where the readings go. */
import { setTimeout as sleep } from "node:timers/promises";
import { Missed } from "./exchange.js";
import type { Subject } from "./kernels.js";
import type { Reading, Row, Table } from "./table.js";
import { TimedKernel } from "./timed-kernel.js";

/** Some rows of the table, and the work that fills them. It records what it meets, and throws nothing. */
export interface Measure {
  rows: Row[];
  run(bench: Bench): Promise<void>;
}

export class Bench {
  readonly #seats = new Map<Subject, TimedKernel>();

  constructor(
    readonly subjects: Subject[],
    readonly runs: number,
    readonly quick: boolean,
    readonly table: Table,
    /** A folder of each kernel's own, in here. */
    readonly folder: string,
    readonly say: (text: string) => void,
  ) {}

  /** The repetitions of a work, the kernels taking turns: what disturbs the machine disturbs all alike. */
  async rounds(work: string, each: (subject: Subject) => Promise<void>): Promise<void> {
    for (let round = 1; round <= this.runs; round++) {
      for (const subject of this.subjects) {
        this.say(`${work}, ${round} of ${this.runs}: ${subject.name}`);
        await each(subject);
      }
    }
  }

  /** Records what `work` resolves to, or in two words why it does not. */
  async record(row: string, subject: Subject, work: () => Promise<Reading>): Promise<Reading> {
    let reading: Reading;
    try {
      reading = await work();
    } catch (error) {
      // Anything else than a miss is a fault of the benchmark, which goes on all the same.
      if (!(error instanceof Missed)) this.say(error instanceof Error ? String(error.stack) : String(error));
      reading = error instanceof Missed ? error.message : "not measured";
    }
    this.table.add(row, subject.name, reading);
    return reading;
  }

  start({ name, ...subject }: Subject): Promise<TimedKernel> {
    return TimedKernel.start({ name, ...subject }, `${this.folder}/${name}`);
  }

  /** The kernel that the subject has in this measure: the one from before if it lives, else a new one. */
  async seat(subject: Subject, ...prepare: string[]): Promise<TimedKernel> {
    const there = this.#seats.get(subject);
    if (there && !there.ended) return there;
    this.unseat(subject);
    const kernel = await this.start(subject);
    this.#seats.set(subject, kernel);
    await kernel.ready();
    for (const code of prepare) await (await kernel.execute(code)).done(60);
    return kernel;
  }

  unseat(subject: Subject): void {
    const kernel = this.#seats.get(subject);
    if (kernel?.ended && kernel.stderr.trim()) this.say(`${subject.name} wrote: ${kernel.stderr.trim()}`);
    kernel?.end();
    this.#seats.delete(subject);
  }

  /** Ends the kernels of a measure. */
  leave(): void {
    for (const subject of this.subjects) this.unseat(subject);
  }
}

/**
 * Runs a cell that prints "running" first; resolves when it runs. (A kernel that blocks may not get the word out: after
 * a second it runs too.)
 */
export async function begin(kernel: TimedKernel, code: string) {
  const cell = await kernel.execute(code);
  await cell.until(() => cell.showing("running"), 1, "not shown").catch(() => {});
  await sleep(200);
  return cell;
}
