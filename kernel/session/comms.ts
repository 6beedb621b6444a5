/**
 * The comms that are open, and the way of their messages between clients and the reader's code.
 * Source: "Custom messages" of Jupyter's messaging specification.
 */
import type { Broadcasts } from "../messages/broadcasts.js";
import type { Header, Message } from "../messages/message.js";
import type { CommMessage, Runtime, RuntimeEvent } from "../runtime/runtime.js";
import type { Publisher } from "./publisher.js";
import type { Queue } from "./queue.js";

type Opening = Broadcasts["comm_open"];
type Content = Broadcasts["comm_msg"];

/** So many of the last messages keep their headers, for what their handlers' timers print afterwards. */
const mostRequests = 1000;

export class Comms {
  /** Targets by the comm's id. */
  readonly #open = new Map<string, string>();
  readonly #targets = new Set<string>();
  /** By the comm's id: it waits for cells that may register its target, and its messages wait with it. */
  readonly #waiting = new Map<string, Promise<void>>();
  readonly #requests = new Map<string, Header>();
  #handling = 0;

  constructor(
    readonly runtime: Runtime,
    readonly publisher: Publisher,
    readonly queue: Queue,
  ) {}

  /** Whether the reader's code is at work on messages. */
  get busy(): boolean {
    return this.#handling > 0;
  }

  /** Targets of the open comms by id; with `target` only those that have it. */
  list(target?: string | null): Record<string, { target_name: string }> {
    const all = [...this.#open].filter(
      ([, name]) => target === undefined || target === null || name === target,
    );
    return Object.fromEntries(all.map(([id, target_name]) => [id, { target_name }]));
  }

  /** The header of a client's message: what its handlers show is shown under it. */
  headerOf(id: string): Header | undefined {
    return this.#requests.get(id);
  }

  /** A client opens a comm. It is told at once to close one that nothing was registered for. */
  async open({ comm_id, target_name, data }: Opening, request: Message): Promise<void> {
    if (!this.#targets.has(target_name)) {
      // Clients may send the cell that registers it and open the comm in one go.
      const turn = this.queue.turn();
      this.#waiting.set(comm_id, turn);
      await turn;
      this.#waiting.delete(comm_id);
    }
    if (!this.#targets.has(target_name)) {
      this.publisher.publish(request.header, "comm_close", { comm_id, data: {} });
      return;
    }
    this.#open.set(comm_id, target_name);
    await this.#deliver({ action: "open", target: target_name }, { comm_id, data }, request);
  }

  /** A client's message on a comm, in its order; dropped when the comm is not open (any more). */
  async pass(action: "message" | "close", content: Content, request: Message): Promise<void> {
    await this.#waiting.get(content.comm_id);
    if (!this.#open.has(content.comm_id)) return;
    if (action === "close") this.#open.delete(content.comm_id);
    await this.#deliver({ action }, content, request);
  }

  /** What the reader's code does with comms, shown under `parent`. */
  broadcast(
    event: Extract<RuntimeEvent, { type: "comm" | "comm-target" }>,
    parent: Header | undefined,
  ): void {
    if (event.type === "comm-target") {
      if (event.isRegistered) this.#targets.add(event.target);
      else this.#targets.delete(event.target);
      return;
    }
    const { comm: comm_id, data, metadata, buffers, ...what } = event.message;
    const attached = { metadata, buffers: buffers.map((one) => Buffer.from(one, "base64")) };
    if (what.action === "open") {
      this.#open.set(comm_id, what.target);
      const content = { comm_id, target_name: what.target, data };
      this.publisher.publish(parent, "comm_open", content, attached);
      return;
    }
    // A client has closed it meanwhile.
    if (!this.#open.has(comm_id)) return;
    if (what.action === "close") this.#open.delete(comm_id);
    const type = what.action === "close" ? "comm_close" : "comm_msg";
    this.publisher.publish(parent, type, { comm_id, data }, attached);
  }

  /** The runtime has ended, and with it the reader's side of every comm. */
  lose(): void {
    for (const comm_id of this.#open.keys()) {
      this.publisher.publish(undefined, "comm_close", { comm_id, data: {} });
    }
    this.#open.clear();
    this.#targets.clear();
  }

  async #deliver(
    action: { action: "open"; target: string } | { action: "message" | "close" },
    { comm_id: comm, data }: Content,
    { header, metadata, buffers }: Message,
  ): Promise<void> {
    this.#requests.set(header.msg_id, header);
    const [oldest] = this.#requests.keys();
    if (this.#requests.size > mostRequests) this.#requests.delete(oldest!);
    const inBase64 = buffers.map((one) => Buffer.from(one).toString("base64"));
    const message: CommMessage = { ...action, comm, data, metadata, buffers: inBase64 };
    this.#handling += 1;
    try {
      await this.runtime.deliver(message, header.msg_id);
    } finally {
      this.#handling -= 1;
    }
  }
}
