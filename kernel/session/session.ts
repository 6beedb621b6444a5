/** One conversation with the clients of this kernel, from `starting` to the answer to the last request. */
import { randomUUID } from "node:crypto";
import type { Engine } from "../language/engine.js";
import { Message } from "../messages/message.js";
import type { ErrorReply } from "../messages/replies.js";
import type { Runtime } from "../runtime/runtime.js";
import { type About, Conversation } from "./conversation.js";
import { aborted, type Channel, type Handler, handlerOf } from "./dispatch.js";
import type { HistoryFile } from "./history-file.js";
import { Input } from "./input.js";
import { broadcastOutput } from "./output.js";
import { Publisher } from "./publisher.js";

/** What a session needs of the world around it. */
export interface Surroundings {
  about: About;
  engine: Engine;
  runtime: Runtime;
  history: HistoryFile;
  send(channel: Channel | "stdin", message: Message): void;
  publish(message: Message): void;
  /** Called with a line for whoever looks after the kernel, not for its reader. */
  log(line: string): void;
}

export class Session {
  /** The kernel's own session id, by which clients tell its messages from theirs. */
  readonly #id = randomUUID();
  readonly #around: Surroundings;
  readonly #publisher: Publisher;
  readonly #conversation: Conversation;
  #over = false;
  #resolveEnded = () => {};
  /** Resolves when the session is over: a client has asked for it, or `end` was called. */
  readonly ended = new Promise<void>((resolve) => {
    this.#resolveEnded = resolve;
  });

  /**
   * @example
   * const session = new Session({ about, engine, runtime, send, publish, log: console.error });
   * session.receive("shell", request);
   * await session.ended;
   */
  constructor(around: Surroundings) {
    this.#around = around;
    this.#publisher = new Publisher(this.#id, around.publish);
    const { about, engine, runtime } = around;
    const input = new Input(runtime, this.#id, (request) => around.send("stdin", request));
    this.#conversation = new Conversation(about, engine, runtime, this.#publisher, input, around.history);
    broadcastOutput(this.#conversation);
    this.#publisher.publish(undefined, "status", { execution_state: "starting" });
  }

  /** Takes in a request: it is answered at once, or in its turn when it runs the reader's code. */
  receive(channel: Channel, request: Message): void {
    if (this.#over) return;
    const handler = handlerOf(channel, request.header.msg_type);
    if (!handler?.queued) void this.#serve(channel, request, handler);
    else {
      this.#conversation.queue.add({
        run: () => this.#serve(channel, request, handler),
        abort: () => this.#serve(channel, request, aborted),
      });
    }
  }

  /** Resolves when clients have been told what came of the cells that ran or waited when the session ended. */
  settled(): Promise<void> {
    return this.#conversation.queue.turn();
  }

  /** Takes in the answer to a question that a cell has asked. */
  receiveAnswer(reply: Message): void {
    try {
      this.#conversation.input.reply(reply);
    } catch (error) {
      this.#around.log((error as Error).message);
    }
  }

  /** Tells who has just subscribed to the broadcasts that they arrive from now on. */
  welcome(topic: Uint8Array): void {
    this.#around.publish(Message.welcome(this.#id, topic));
  }

  /** Ends the running cell; the reader's variables stay. */
  interrupt(): void {
    this.#conversation.interrupt();
  }

  /** Ends the session: requests that wait are aborted, later ones not taken in. */
  end(): void {
    if (this.#over) return;
    this.#over = true;
    void this.#conversation.queue.abort();
    this.#resolveEnded();
  }

  async #serve(channel: Channel, request: Message, handler: Handler | undefined): Promise<void> {
    this.#publisher.publish(request.header, "status", { execution_state: "busy" });
    try {
      const content = await handler?.answer(request, this.#conversation);
      if (content) this.#reply(channel, request, content);
      else if (!handler) this.#around.log(`${request.header.msg_type} on ${channel} is not supported`);
    } catch (error) {
      if (handler?.oneWay) this.#around.log((error as Error).message);
      else this.#reply(channel, request, handler?.otherwise ?? failure(error as Error));
    } finally {
      this.#publisher.publish(request.header, "status", { execution_state: "idle" });
      if (!handler?.queued) this.#stillBusy();
    }
    if (handler?.last) this.end();
  }

  /** Clients take the last status for the kernel's: the idle of a small request would hide a running cell. */
  #stillBusy(): void {
    if (!this.#conversation.queue.busy) return;
    this.#publisher.publish(undefined, "status", { execution_state: "busy" });
  }

  #reply(channel: Channel, request: Message, content: object): void {
    this.#publisher.flush();
    this.#around.send(channel, request.reply(this.#id, content));
  }
}

function failure({ name, message }: Error): ErrorReply {
  return { status: "error", ename: name, evalue: message, traceback: [`${name}: ${message}`] };
}
