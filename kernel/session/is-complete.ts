/** `is_complete_request`: whether a console should run the code or ask for another line. */
import type * as z from "zod/mini";
import type { IsCompleteReply } from "../messages/replies.js";
import type { IsCompleteRequest } from "../messages/requests.js";
import type { Conversation } from "./conversation.js";

/** This reply has no status for an error. */
export const noIdea: IsCompleteReply = { status: "unknown" };

export function isComplete(
  { code }: z.output<typeof IsCompleteRequest>,
  { engine }: Conversation,
): Promise<IsCompleteReply> {
  return engine.isComplete(code);
}
