/** Which cell the running code belongs to, through timers, promises and events. */
import { AsyncLocalStorage, createHook } from "node:async_hooks";
import { inspect, types } from "node:util";
import type { Serial } from "./protocol.js";
import { type Timer, Timers } from "./timers.js";

export interface Place {
  /** The id given to `execute`. */
  cell: string;
  serial: Serial;
}

/** How Node's bookkeeping for this is kept from being shown with a timer or a socket: it writes to it all the same. */
const hidden = { configurable: true, enumerable: false, writable: true };

export class CellContext {
  readonly #storage = new AsyncLocalStorage<Place | undefined>();
  #last: Place = { cell: "", serial: 0 };
  /** Timers that the last cell has started. */
  readonly #timers = new Timers();
  /** Those that code of the cells before it has started, and handlers. */
  readonly #others = new Timers();

  constructor() {
    let storeKey: symbol | undefined;
    createHook({
      init: (_id, type, _trigger, resource) => {
        // There are many of these; promises are seen to below, and nobody gets hold of the other.
        if (type === "PROMISE" || type === "TickObject") return;
        if (storeKey) Reflect.defineProperty(resource, storeKey, hidden);
        if (type !== "Timeout" && type !== "Immediate") return;
        const serial = this.#storage.getStore()?.serial;
        if (serial === undefined) return;
        (serial === this.#last.serial ? this.#timers : this.#others).add(resource as Timer);
      },
    }).enable();
    const promise = this.#storage.run(this.#last, () => Promise.resolve());
    const keys = Object.getOwnPropertySymbols(promise);
    storeKey = keys.find((key) => (promise as unknown as Record<symbol, unknown>)[key] === this.#last);
    hideFromInspect(keys);
  }

  /** The cell that the running code belongs to; the last one where that is not known. */
  get current(): Place {
    return this.#storage.getStore() ?? this.#last;
  }

  run<T>(place: Place, code: () => T): T {
    this.#last = place;
    this.#timers.moveTo(this.#others);
    return this.#storage.run(place, code);
  }

  /** Runs a handler that is part of no cell: the last cell stays the last. */
  handling<T>(place: Place, code: () => T): T {
    return this.#storage.run(place, code);
  }

  /** Runs the runtime's own code: what it starts belongs to no cell. */
  outside<T>(code: () => T): T {
    return this.#storage.run(undefined, code);
  }

  /** An interrupted loop that sleeps between its rounds would otherwise go on. */
  stopTimers(): void {
    this.#timers.stop();
  }

  /**
   * Stops the timers of all cells. Those that would not keep a process alive stay: by them Node and libraries look
   * after servers and connections.
   *
   * @returns how many there were
   */
  stopAllTimers(): number {
    const isMeant = (timer: Timer) => timer.hasRef();
    return this.#timers.stop(isMeant) + this.#others.stop(isMeant);
  }
}

/**
 * Keeps Node's bookkeeping from being shown with a promise. It is hidden no sooner than a promise is inspected: there
 * may be millions of them, of which hardly one is.
 *
 * @param keys what Node sets on every promise once asynchronous contexts are in use
 */
function hideFromInspect(keys: symbol[]): void {
  function hide(this: object): object {
    // A proxy's own traps would be called.
    if (types.isProxy(this)) return this;
    for (const key of keys) {
      if (Object.hasOwn(this, key)) Reflect.defineProperty(this, key, { enumerable: false });
    }
    // Itself: `inspect` then goes on as without this method.
    return this;
  }
  Object.defineProperty(Promise.prototype, inspect.custom, {
    configurable: true,
    writable: true,
    value: hide,
  });
}
