/** Which cell the running code belongs to, through timers, promises and events. */
import { AsyncLocalStorage, createHook } from "node:async_hooks";
import type { Serial } from "./protocol.js";

export interface Place {
  /** The id given to `execute`. */
  cell: string;
  serial: Serial;
}

type Timer = NodeJS.Timeout | NodeJS.Immediate;

export class CellContext {
  readonly #storage = new AsyncLocalStorage<Place | undefined>();
  #last: Place = { cell: "", serial: 0 };
  /** Timers that the last cell has started; swept of those that are over when it has doubled. */
  #timers = new Set<Timer>();
  #sweepAt = 1000;

  constructor() {
    createHook({
      init: (_id, type, _trigger, resource) => {
        if (type !== "Timeout" && type !== "Immediate") return;
        if (this.#storage.getStore()?.serial === this.#last.serial) this.#remember(resource as Timer);
      },
    }).enable();
  }

  /** The cell that the running code belongs to; the last one where that is not known. */
  get current(): Place {
    return this.#storage.getStore() ?? this.#last;
  }

  run<T>(place: Place, code: () => T): T {
    this.#last = place;
    this.#timers.clear();
    return this.#storage.run(place, code);
  }

  /** Runs the runtime's own code: what it starts belongs to no cell. */
  outside<T>(code: () => T): T {
    return this.#storage.run(undefined, code);
  }

  /** An interrupted loop that sleeps between its rounds would otherwise go on. */
  stopTimers(): void {
    for (const timer of this.#timers) {
      clearTimeout(timer as NodeJS.Timeout);
      clearImmediate(timer as NodeJS.Immediate);
    }
    this.#timers.clear();
  }

  #remember(timer: Timer): void {
    this.#timers.add(timer);
    if (this.#timers.size < this.#sweepAt) return;
    const isOver = (one: Timer) => (one as { _destroyed?: boolean })._destroyed === true;
    for (const one of this.#timers) if (isOver(one)) this.#timers.delete(one);
    this.#sweepAt = Math.max(1000, this.#timers.size * 2);
  }
}
