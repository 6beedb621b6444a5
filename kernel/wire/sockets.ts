/**
 * The kernel's five sockets. The only file that imports zeromq.
 * Source: "The wire protocol" and "Heartbeat for kernels" of Jupyter's messaging specification.
 */
import { Router, type Socket, type Writable, XPublisher } from "zeromq";
import type { Message } from "../messages/message.js";
import { addressOf, type Connection, ConnectionError } from "./connection.js";
import { decode, encode, MalformedMessage } from "./frames.js";
import { Replays } from "./replays.js";
import { Signer } from "./signature.js";

/** The channels on which messages come in and go out: requests and their replies; on stdin the other way round. */
export type Channel = "shell" | "control" | "stdin";

/** Milliseconds for which a closed socket still delivers what was sent. */
const linger = 500;

export class Sockets {
  // ZeroMQ drops what goes past a high-water mark, and a notebook shows what a cell printed: there is none.
  readonly #routers = {
    shell: new Router({ sendHighWaterMark: 0, linger, handover: true }),
    control: new Router({ sendHighWaterMark: 0, linger, handover: true }),
    stdin: new Router({ sendHighWaterMark: 0, linger, handover: true }),
  };
  readonly #iopub = new Broadcaster({ sendHighWaterMark: 0, linger, manual: true });
  /** Not a Reply, which ends the process over frames that are no request. */
  readonly #heartbeat = new Router({ linger: 0 });
  readonly #senders = {
    shell: new Sender(this.#routers.shell),
    control: new Sender(this.#routers.control),
    stdin: new Sender(this.#routers.stdin),
    iopub: new Sender(this.#iopub),
  };
  readonly #signer: Signer;
  readonly #replays = new Replays();
  #dropped = 0;

  /**
   * @param log called with a line on the first message that is dropped
   * @throws {ConnectionError} when the connection's signature scheme is unknown
   * @example
   * const sockets = new Sockets(connection, console.error);
   * await sockets.bind();
   * sockets.listen(
   *   (channel, message) => session.receive(channel, message),
   *   (topic) => session.welcome(topic),
   * );
   */
  constructor(
    readonly connection: Connection,
    readonly log: (line: string) => void,
  ) {
    this.#signer = new Signer(connection.signature_scheme, connection.key);
  }

  /** Begins to listen. @throws {ConnectionError} when an address cannot be had */
  async bind(): Promise<void> {
    const { shell, control, stdin } = this.#routers;
    const { shell_port, control_port, stdin_port, iopub_port, hb_port } = this.connection;
    await Promise.all([
      this.#bind("shell", shell, shell_port),
      this.#bind("control", control, control_port),
      this.#bind("stdin", stdin, stdin_port),
      this.#bind("iopub", this.#iopub, iopub_port),
      this.#bind("heartbeat", this.#heartbeat, hb_port),
    ]);
  }

  /**
   * Delivers each message, in the order of its channel, and echoes heartbeats; until `close`.
   *
   * @param subscribed called with the topic that a client has subscribed to on iopub
   */
  async listen(
    receive: (channel: Channel, message: Message) => void,
    subscribed: (topic: Uint8Array) => void,
  ): Promise<void> {
    await Promise.all([
      this.#hear(subscribed),
      this.#read("shell", receive),
      this.#read("control", receive),
      this.#read("stdin", receive),
      this.#echo(),
    ]);
  }

  send(channel: Channel, reply: Message): void {
    this.#senders[channel].send(encode(reply, this.#signer));
  }

  publish(message: Message): void {
    this.#senders.iopub.send(encode(message, this.#signer));
  }

  /** Ends every socket when what was sent has been handed to ZeroMQ. */
  async close(): Promise<void> {
    await Promise.all(Object.values(this.#senders).map((sender) => sender.sent));
    for (const socket of [...Object.values(this.#routers), this.#iopub, this.#heartbeat]) socket.close();
    if (this.#dropped > 1) this.log(`${this.#dropped} messages were dropped`);
  }

  async #bind(channel: string, socket: Socket, port: number): Promise<void> {
    const address = addressOf(this.connection, port);
    socket.ipv6 = this.connection.ip.includes(":");
    try {
      await socket.bind(address);
    } catch (error) {
      throw new ConnectionError(`cannot listen on ${address} (${channel}): ${(error as Error).message}`);
    }
  }

  async #read(channel: Channel, receive: (channel: Channel, request: Message) => void): Promise<void> {
    for await (const frames of this.#routers[channel]) {
      const request = this.#decode(channel, frames);
      if (request) receive(channel, request);
    }
  }

  /** A subscription is a byte 1 and the topic, its end a byte 0. */
  async #hear(subscribed: (topic: Uint8Array) => void): Promise<void> {
    for await (const [change] of this.#iopub) {
      const topic = change!.subarray(1);
      if (change![0] === 1) {
        this.#iopub.admit(topic);
        subscribed(topic);
      } else this.#iopub.dismiss(topic);
    }
  }

  async #echo(): Promise<void> {
    // One that comes while the kernel ends is not answered.
    for await (const beat of this.#heartbeat) if (!this.#heartbeat.closed) await this.#heartbeat.send(beat);
  }

  #decode(channel: Channel, frames: Uint8Array[]): Message | undefined {
    try {
      return decode(frames, this.#signer, this.#replays);
    } catch (error) {
      if (!(error instanceof MalformedMessage)) throw error;
      this.#dropped += 1;
      if (this.#dropped === 1) this.log(`dropped a message on ${channel}: ${error.message}`);
      return undefined;
    }
  }
}

/** Each subscription counts from when it is admitted: nothing then comes before the word of welcome. */
class Broadcaster extends XPublisher {
  /** Of the client whose wish was read last. */
  admit(topic: Uint8Array): void {
    this.setStringOption(subscribe, Buffer.from(topic));
  }

  dismiss(topic: Uint8Array): void {
    this.setStringOption(unsubscribe, Buffer.from(topic));
  }
}

/** ZeroMQ's numbers of these options. */
const subscribe = 6;
const unsubscribe = 7;

/** Sends one message after the other: ZeroMQ refuses a second while it is busy with the first. */
class Sender {
  /** Resolves when everything given so far has been handed to ZeroMQ. */
  sent: Promise<void> = Promise.resolve();

  constructor(readonly socket: Writable & Socket) {}

  send(frames: Uint8Array[]): void {
    this.sent = this.sent.then(() => {
      // What a cell prints while the kernel ends has nobody left to read it.
      if (!this.socket.closed) return this.socket.send(frames);
    });
  }
}
