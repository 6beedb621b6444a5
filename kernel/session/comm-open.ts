/** `comm_open`: a client opens a comm, for a target that the reader's code has registered. */
import type * as z from "zod/mini";
import type { Message } from "../messages/message.js";
import type { CommOpen } from "../messages/requests.js";
import type { Conversation } from "./conversation.js";

export function commOpen(
  content: z.output<typeof CommOpen>,
  { comms }: Conversation,
  request: Message,
): Promise<void> {
  return comms.open(content, request);
}
