/**
 * The unit of Jupyter's protocol, received or sent.
 * Source: "General message format", https://jupyter-client.readthedocs.io/en/stable/messaging.html
 */
import { randomUUID } from "node:crypto";
import type { Attached, Broadcasts } from "./broadcasts.js";

/** The version of the messaging protocol that this kernel speaks. */
export const protocolVersion = "5.5";

export interface Header {
  msg_id: string;
  msg_type: string;
  /** Who wrote it: a client's session, or the kernel's own. */
  session: string;
  username: string;
  /** ISO 8601. */
  date: string;
  version: string;
}

export class Message {
  constructor(
    readonly header: Header,
    /** The header of the request that caused this message; `{}` when none did. */
    readonly parent: Header | Record<string, never>,
    readonly content: object,
    readonly metadata: object = {},
    /** ZeroMQ's routing prefix: where a reply goes; on iopub the topic. */
    readonly identities: readonly Uint8Array[] = [],
    readonly buffers: readonly Uint8Array[] = [],
  ) {}

  /**
   * The answer to this request: `x_reply` to an `x_request`, addressed to its sender.
   * @param session the kernel's own session id
   * @example request.reply(session, { status: "ok", restart: false })
   */
  reply(session: string, content: object): Message {
    return this.#toSender(session, this.header.msg_type.replace(/_request$/, "_reply"), content);
  }

  /**
   * A question to the sender of this request.
   * @param session the kernel's own session id
   * @example request.inquiry(session, { prompt: "Name? ", password: false })
   */
  inquiry(session: string, content: object): Message {
    return this.#toSender(session, "input_request", content);
  }

  #toSender(session: string, type: string, content: object): Message {
    return new Message(newHeader(session, type), this.header, content, {}, this.identities);
  }

  /**
   * What a new subscriber on iopub is told first.
   * Source: https://jupyter.org/enhancement-proposals/65-jupyter-xpub/jupyter-xpub.html
   * @param topic as it was subscribed to: by it, the message reaches those that have the same
   * @example Message.welcome(session, Buffer.from(""))
   */
  static welcome(session: string, topic: Uint8Array): Message {
    const content = { subscription: Buffer.from(topic).toString() };
    return new Message(newHeader(session, "iopub_welcome"), {}, content, {}, [topic]);
  }

  /**
   * A message to every client, about the request with the header `parent` (about none at start-up).
   * @param session the kernel's own session id
   * @param attached bytes and metadata that go with it
   * @example Message.child(session, request.header, "status", { execution_state: "busy" })
   */
  static child<Type extends keyof Broadcasts>(
    session: string,
    parent: Header | undefined,
    type: Type,
    content: Broadcasts[Type],
    { metadata = {}, buffers = [] }: Attached = {},
  ): Message {
    const topic = [Buffer.from(type)];
    return new Message(newHeader(session, type), parent ?? {}, content, metadata, topic, buffers);
  }
}

function newHeader(session: string, type: string): Header {
  return {
    msg_id: randomUUID(),
    msg_type: type,
    session,
    username: "kernel",
    date: new Date().toISOString(),
    version: protocolVersion,
  };
}
