/** `connect_request`: the kernel's ports, for the clients that still ask a kernel for them. */
import type { ConnectReply } from "../messages/replies.js";
import type { Conversation } from "./conversation.js";

export function connect(_content: object, { about }: Conversation): ConnectReply {
  return { status: "ok", ...about.ports };
}
