/** What the kernel and its machine use; of the processor, what was used between two looks. */
import { cpus, freemem, totalmem } from "node:os";
import { type Consumption, consumptionOf, unusedMemory } from "./consumption.js";
import { descendants, processTable } from "./processes.js";
import type { Usage } from "./runtime.js";

interface Look {
  /** Milliseconds. */
  at: number;
  own: Map<number, Consumption>;
  processors: { busy: number; all: number };
}

export class UsageMeter {
  /** The first one counts from here. */
  #last: Look = { at: performance.now(), own: new Map(), processors: processorTimes() };

  /**
   * This process and all below it, and the machine.
   * @example new UsageMeter().read().ownMemory // 312_475_648
   */
  read(): Usage {
    const last = this.#last;
    const pids = [process.pid, ...descendants([process.pid], processTable())];
    const own = consumptionOf(pids);
    const look = { at: performance.now(), own: own ?? new Map(), processors: processorTimes() };
    this.#last = look;
    const all = look.processors.all - last.processors.all;
    return {
      ownProcessor: own ? percent(secondsBetween(last.own, own), (look.at - last.at) / 1000) : null,
      ownMemory: own ? [...own.values()].reduce((sum, { bytes }) => sum + bytes, 0) : null,
      // Two looks within one tick of the system's clock tell nothing.
      processor: all > 0 ? percent(look.processors.busy - last.processors.busy, all) : null,
      processors: cpus().length,
      memory: { total: totalmem(), available: freemem(), free: unusedMemory() },
    };
  }
}

/** A process that was not there before has used all its time since. */
function secondsBetween(last: Map<number, Consumption>, now: Map<number, Consumption>): number {
  return [...now].reduce((sum, [pid, { seconds }]) => {
    return sum + Math.max(0, seconds - (last.get(pid)?.seconds ?? 0));
  }, 0);
}

function processorTimes(): { busy: number; all: number } {
  const times = cpus().map((one) => one.times);
  const all = times.reduce((sum, { user, nice, sys, idle, irq }) => sum + user + nice + sys + idle + irq, 0);
  return { busy: all - times.reduce((sum, { idle }) => sum + idle, 0), all };
}

function percent(part: number, whole: number): number {
  return whole > 0 ? Math.round((part / whole) * 1000) / 10 : 0;
}
