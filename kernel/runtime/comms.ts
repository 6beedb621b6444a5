/**
 * The runtime's end of all comms: messages between the reader's code and its counterpart at a client, both ways.
 * Source: "Custom messages" of Jupyter's messaging specification.
 */
import { randomUUID } from "node:crypto";
import { fromBase64, toBase64 } from "./base64.js";
import { Comm, CommEnd, type CommOptions, type Data, type Enclosed, type Listener } from "./comm.js";
import type { CellContext } from "./context.js";
import { Deliveries } from "./deliveries.js";
import type { Outbox } from "./outbox.js";
import type { Delivery, Serial } from "./protocol.js";
import type { CommMessage } from "./runtime.js";

/** Called with each comm that a client opens. */
type Opened = (comm: Comm, data: Data, enclosed: Enclosed) => unknown;

type Action = { action: "open"; target: string } | { action: "message" | "close" };

export class Comms {
  readonly #outbox: Outbox;
  readonly #context: CellContext;
  readonly #report: (error: unknown) => void;
  readonly #targets = new Map<string, Opened>();
  readonly #open = new Map<string, { comm: Comm; end: CommEnd }>();
  readonly #deliveries: Deliveries;

  /** @param report told of what a handler throws */
  constructor(outbox: Outbox, context: CellContext, report: (error: unknown) => void) {
    this.#outbox = outbox;
    this.#context = context;
    this.#report = report;
    this.#deliveries = new Deliveries(outbox, context);
    Object.defineProperty(globalThis, Symbol.for("Jupyter.comms"), {
      configurable: true,
      value: this.forCells,
    });
  }

  /** What cells and libraries see. */
  readonly forCells = {
    register: (target: string, opened: Opened) => this.#register(target, opened),
    open: (target: string, data: object = {}, options: CommOptions = {}) => {
      const id = randomUUID();
      this.#send(id, { action: "open", target }, data, options);
      return this.#add(id, target).comm;
    },
  };

  /** Runs the handlers of a client's message. */
  deliver(delivery: Delivery): void {
    this.#deliveries.start(delivery, () => this.#handle(delivery.message));
  }

  /** Nobody waits any more for the handlers that were at work, nor for the interrupted cell's loops over messages. */
  interrupted(serial: Serial): void {
    this.#deliveries.interrupted();
    for (const { end } of this.#open.values()) {
      for (const one of end.iterations) if (one.serial === serial) end.iterations.delete(one);
    }
  }

  async #handle(message: CommMessage): Promise<void> {
    const enclosed = { metadata: message.metadata, buffers: message.buffers.map(fromBase64) };
    if (message.action === "open") await this.#opened(message.comm, message.target, message.data, enclosed);
    else {
      const open = this.#open.get(message.comm);
      // The reader's code may have closed it while the message was on its way.
      if (!open) return;
      const { end } = open;
      if (message.action === "message") {
        for (const one of end.iterations) one.next({ data: message.data, ...enclosed });
        await this.#call(end.messages, message.data, enclosed);
      } else {
        this.#open.delete(message.comm);
        end.close();
        await this.#call(end.closings, message.data, enclosed);
      }
    }
  }

  async #opened(id: string, target: string, data: object, enclosed: Enclosed): Promise<void> {
    const opened = this.#targets.get(target);
    const { comm } = this.#add(id, target);
    if (!opened) comm.close();
    else if (!(await this.#attempt(() => opened(comm, data, enclosed)))) comm.close();
  }

  /** Each is called before the next message is taken in; what they await, they await side by side. */
  async #call(listeners: Set<Listener>, data: object, enclosed: Enclosed): Promise<void> {
    await Promise.all([...listeners].map((one) => this.#attempt(() => one(data, enclosed))));
  }

  /** @returns whether it succeeded */
  async #attempt(handler: () => unknown): Promise<boolean> {
    try {
      await handler();
      return true;
    } catch (error) {
      this.#report(error);
      return false;
    }
  }

  #register(target: string, opened: Opened): () => void {
    this.#targets.set(target, opened);
    this.#tellTarget(target, true);
    // Its name is shown where it is the last value of a cell.
    const unregister = () => {
      // A later registration has taken its place.
      if (this.#targets.get(target) !== opened) return;
      this.#targets.delete(target);
      this.#tellTarget(target, false);
    };
    return unregister;
  }

  #tellTarget(target: string, isRegistered: boolean): void {
    const { cell } = this.#context.current;
    this.#outbox.send({ type: "event", event: { type: "comm-target", cell, target, isRegistered } });
  }

  #add(id: string, target: string): { comm: Comm; end: CommEnd } {
    const end = new CommEnd(
      (action, data, options) => {
        this.#send(id, { action }, data, options);
        if (action === "close") this.#open.delete(id);
      },
      () => this.#context.current.serial,
    );
    const open = { comm: new Comm(id, target, end), end };
    this.#open.set(id, open);
    return open;
  }

  /** @throws TypeError when the data is no object or cannot be written as JSON, or a buffer is none */
  #send(comm: string, action: Action, data: object, { metadata = {}, buffers = [] }: CommOptions): void {
    if (data === null || typeof data !== "object" || Array.isArray(data)) {
      throw new TypeError(
        "What goes over a comm is an object; text, numbers and lists are properties of one",
      );
    }
    const { cell } = this.#context.current;
    const message = { comm, ...action, data, metadata, buffers: buffers.map(toBase64) };
    this.#outbox.send({ type: "event", event: { type: "comm", cell, message } });
  }
}
