/** `interrupt_request`: ends the running cell; the reader's variables stay. */
import type { InterruptReply } from "../messages/replies.js";
import type { Conversation } from "./conversation.js";

export function interrupt(_content: object, conversation: Conversation): InterruptReply {
  conversation.interrupt();
  return { status: "ok" };
}
