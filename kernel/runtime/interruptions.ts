/**
 * Where the code of an interrupted cell ends that awaits: what it waits for may come one day, and nothing can stop that.
 */
import type { Serial } from "./protocol.js";

/** Thrown where the code would go on, so that its `finally` and `using` still tidy up. */
export class Interruption extends Error {
  override readonly name = "Interrupted";

  constructor() {
    super("the cell was interrupted");
  }
}

export class Interruptions {
  readonly #running: () => Serial;
  #count = 0;
  #lastOfAll = 0;
  readonly #lastOf = new Map<Serial, number>();

  /** @param running tells the cell that the running code belongs to */
  constructor(running: () => Serial) {
    this.#running = running;
  }

  of(serial: Serial): void {
    this.#lastOf.set(serial, ++this.#count);
  }

  ofAll(): void {
    this.#lastOfAll = ++this.#count;
    this.#lastOf.clear();
  }

  /** Called by code where it begins: what begins after an interrupt, as a server's handler, is not meant by it. */
  readonly began = (): number => this.#count;

  /**
   * Called by code with what it has awaited.
   * @throws {Interruption} when it was interrupted meanwhile
   */
  readonly resumed = <T>(value: T, began: number): T => {
    if (this.#count === began) return value;
    const last = Math.max(this.#lastOfAll, this.#lastOf.get(this.#running()) ?? 0);
    if (last > began) throw new Interruption();
    return value;
  };
}
