/** Timers that cells have started, and that have not run out. */

export type Timer = NodeJS.Timeout | NodeJS.Immediate;

export class Timers {
  /** Swept of those that are over when it has doubled. */
  readonly #pending = new Set<Timer>();
  #sweepAt = 1000;

  add(timer: Timer): void {
    this.#pending.add(timer);
    if (this.#pending.size < this.#sweepAt) return;
    this.#sweep();
    this.#sweepAt = Math.max(1000, this.#pending.size * 2);
  }

  moveTo(others: Timers): void {
    this.#sweep();
    others.#sweep();
    for (const one of this.#pending) others.#pending.add(one);
    this.#pending.clear();
  }

  /** @returns how many there were that had not run out */
  stop(isMeant = (_timer: Timer) => true): number {
    this.#sweep();
    let stopped = 0;
    for (const timer of this.#pending) {
      if (!isMeant(timer)) continue;
      clearTimeout(timer as NodeJS.Timeout);
      clearImmediate(timer as NodeJS.Immediate);
      this.#pending.delete(timer);
      stopped++;
    }
    return stopped;
  }

  #sweep(): void {
    for (const one of this.#pending) {
      if ((one as { _destroyed?: boolean })._destroyed === true) this.#pending.delete(one);
    }
  }
}
