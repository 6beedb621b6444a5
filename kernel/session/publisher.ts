/**
 * What every client hears. Small pieces of one stream are merged: a cell that prints 100,000 lines sends
 * a few dozen messages. The order of everything published is kept.
 */
import type { Attached, Broadcasts } from "../messages/broadcasts.js";
import { type Header, Message } from "../messages/message.js";

/** Characters after which merged output goes out at once. */
const largest = 256 * 1024;
/** Milliseconds for which a piece of output waits for the next. */
const patience = 20;

interface Pending {
  parent: Header;
  name: "stdout" | "stderr";
  pieces: string[];
  length: number;
}

export class Publisher {
  #pending: Pending | undefined;
  #timer: NodeJS.Timeout | undefined;

  /**
   * @param session the kernel's own session id
   * @param send puts one message on iopub
   * @example
   * const publisher = new Publisher(randomUUID(), (message) => sockets.publish(message));
   */
  constructor(
    readonly session: string,
    readonly send: (message: Message) => void,
  ) {}

  /** Publishes after all output before it; `parent` is the header of the request it belongs to. */
  publish<Type extends keyof Broadcasts>(
    parent: Header | undefined,
    type: Type,
    content: Broadcasts[Type],
    attached?: Attached,
  ): void {
    this.flush();
    this.send(Message.child(this.session, parent, type, content, attached));
  }

  /** Publishes a piece of a stream, merged with its neighbours. */
  stream(parent: Header, name: "stdout" | "stderr", text: string): void {
    if (this.#pending?.parent !== parent || this.#pending.name !== name) {
      this.flush();
      this.#pending = { parent, name, pieces: [], length: 0 };
      this.#timer = setTimeout(() => this.flush(), patience);
    }
    this.#pending.pieces.push(text);
    this.#pending.length += text.length;
    if (this.#pending.length >= largest) this.flush();
  }

  /** Sends the output that still waits. */
  flush(): void {
    clearTimeout(this.#timer);
    const pending = this.#pending;
    this.#pending = undefined;
    if (!pending) return;
    const { parent, name, pieces } = pending;
    this.send(Message.child(this.session, parent, "stream", { name, text: pieces.join("") }));
  }
}
