/**
 * Memory that the main thread shares with the watchdog, by which an interrupt hits the cell it was meant for
 * and no other: the watchdog may end the running JavaScript only between its claim and the main thread's next
 * passage through the gate.
 */
import type { Serial } from "./protocol.js";

const phase = 0;
const running = 1;
const interrupted = 2;
const posted = 3;

const calm = 0;
const asked = 1;
const claimed = 2;

/** In place of a serial: a cell's results are being sent, which must not be cut off. */
const finishing = -1;

export class Gate {
  readonly memory: Int32Array<SharedArrayBuffer>;

  constructor(memory = new Int32Array(new SharedArrayBuffer(16))) {
    this.memory = memory;
  }

  // The main thread's side.

  /** @returns false when the cell was interrupted before it began. */
  begin(serial: Serial): boolean {
    Atomics.store(this.memory, running, serial);
    this.pass();
    return Atomics.load(this.memory, interrupted) !== serial;
  }

  /** From here to `end` no interrupt cuts off what runs. */
  finish(): void {
    Atomics.store(this.memory, running, finishing);
    this.pass();
  }

  end(): void {
    Atomics.store(this.memory, running, 0);
  }

  /** Shows that the main thread is not stuck. When the watchdog was faster, the end of this call comes from it. */
  pass(): void {
    if (Atomics.compareExchange(this.memory, phase, asked, calm) !== claimed) return;
    while (Atomics.load(this.memory, phase) === claimed);
  }

  /**
   * Lasts until the watchdog has posted all that it wants done at one go. Not by `Atomics.wait`: what is interrupted
   * may be one, and V8 cannot have a second inside of it.
   */
  awaitPosted(): void {
    while (Atomics.load(this.memory, posted) === 0);
  }

  // The watchdog's side.

  /** @returns false when an interrupt is already under way. */
  ask(serial: Serial): boolean {
    if (serial > 0) Atomics.store(this.memory, interrupted, serial);
    return Atomics.compareExchange(this.memory, phase, calm, asked) === calm;
  }

  /** @returns true when the main thread has not answered and still runs this cell (or a timer of none). */
  claim(serial: Serial): boolean {
    const now = Atomics.load(this.memory, running);
    const from = now === serial || now === 0 ? claimed : calm;
    return Atomics.compareExchange(this.memory, phase, asked, from) === asked && from === claimed;
  }

  /** Runs `post` while `awaitPosted` lasts. */
  posting(post: () => void): void {
    Atomics.store(this.memory, posted, 0);
    post();
    Atomics.store(this.memory, posted, 1);
  }

  release(): void {
    Atomics.store(this.memory, phase, calm);
  }
}
