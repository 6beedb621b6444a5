/** One comm, as the reader's code has it (declared in language/tslab-types.ts). */
import type { Bytes } from "./base64.js";
import type { Serial } from "./protocol.js";

export interface CommOptions {
  metadata?: object;
  /** Bytes that go with the message as they are. */
  buffers?: readonly Bytes[];
}

/** What comes with the data of a message. */
export interface Enclosed {
  metadata: object;
  buffers: Uint8Array[];
}

// biome-ignore lint/suspicious/noExplicitAny: the reader's code knows what its counterpart sends
export type Data = any;

export type Listener = (data: Data, enclosed: Enclosed) => unknown;

interface Received extends Enclosed {
  data: Data;
}

/** A `for await` over a comm's messages, and the cell that it is part of. */
interface Iteration {
  serial: Serial;
  /** Called with nothing when there will be no more. */
  next(received?: Received): void;
}

/** What a comm shares with those who hand it its messages. */
export class CommEnd {
  isClosed = false;
  readonly messages = new Set<Listener>();
  readonly closings = new Set<Listener>();
  readonly iterations = new Set<Iteration>();

  constructor(
    readonly send: (action: "message" | "close", data: object, options: CommOptions) => void,
    /** Of the running code. */
    readonly serial: () => Serial,
  ) {}

  close(): void {
    this.isClosed = true;
    for (const one of this.iterations) one.next();
  }
}

export class Comm {
  readonly #end: CommEnd;

  constructor(
    readonly id: string,
    readonly target: string,
    end: CommEnd,
  ) {
    this.#end = end;
  }

  get isClosed(): boolean {
    return this.#end.isClosed;
  }

  /** On a comm that is closed nothing is sent: the other side may have closed it at any time. */
  send(data: object = {}, options: CommOptions = {}): void {
    if (!this.isClosed) this.#end.send("message", data, options);
  }

  close(data: object = {}, options: CommOptions = {}): void {
    if (this.isClosed) return;
    this.#end.send("close", data, options);
    this.#end.close();
  }

  onMessage(listener: Listener): () => void {
    return added(this.#end.messages, listener);
  }

  onClose(listener: Listener): () => void {
    return added(this.#end.closings, listener);
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Received> {
    const arrived: (Received | undefined)[] = this.isClosed ? [undefined] : [];
    let wake = () => {};
    const next = (received?: Received) => {
      arrived.push(received);
      wake();
    };
    const end = added(this.#end.iterations, { serial: this.#end.serial(), next });
    try {
      for (;;) {
        if (arrived.length === 0) {
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
        }
        const received = arrived.shift();
        if (!received) return;
        yield received;
      }
    } finally {
      end();
    }
  }
}

function added<T>(set: Set<T>, one: T): () => void {
  set.add(one);
  const remove = () => void set.delete(one);
  return remove;
}
