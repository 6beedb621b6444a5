/** Handlers at work on clients' messages: the kernel is told when those of a message are through, or interrupted. */
import { setImmediate as turn } from "node:timers/promises";
import type { CellContext } from "./context.js";
import type { Outbox } from "./outbox.js";
import type { Delivery } from "./protocol.js";

export class Deliveries {
  readonly #outbox: Outbox;
  readonly #context: CellContext;
  /** Their numbers. */
  readonly #pending = new Set<number>();

  constructor(outbox: Outbox, context: CellContext) {
    this.#outbox = outbox;
    this.#context = context;
  }

  /**
   * Runs the handlers of a message. As with a cell, an interrupt may end this call without a `finally` being run:
   * therefore `interrupted` comes from outside.
   *
   * @param handle never rejects
   */
  start({ delivery, cell }: Delivery, handle: () => Promise<void>): void {
    this.#pending.add(delivery);
    this.#context.handling({ cell, serial: 0 }, () => {
      void handle()
        // Rejections that nobody handles report on this message, and before its end.
        .then(() => turn())
        .then(() => this.#end(delivery));
    });
  }

  /** Nobody waits any more for what was at work. */
  interrupted(): void {
    for (const delivery of this.#pending) this.#end(delivery);
  }

  #end(delivery: number): void {
    if (this.#pending.delete(delivery)) this.#outbox.send({ type: "delivered", delivery });
  }
}
