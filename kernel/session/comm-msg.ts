/** `comm_msg`: a client's message on an open comm. */
import type * as z from "zod/mini";
import type { Message } from "../messages/message.js";
import type { CommContent } from "../messages/requests.js";
import type { Conversation } from "./conversation.js";

export function commMsg(
  content: z.output<typeof CommContent>,
  { comms }: Conversation,
  request: Message,
): Promise<void> {
  return comms.pass("message", content, request);
}
