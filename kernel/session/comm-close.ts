/** `comm_close`: a client closes a comm. */
import type * as z from "zod/mini";
import type { Message } from "../messages/message.js";
import type { CommContent } from "../messages/requests.js";
import type { Conversation } from "./conversation.js";

export function commClose(
  content: z.output<typeof CommContent>,
  { comms }: Conversation,
  request: Message,
): Promise<void> {
  return comms.pass("close", content, request);
}
