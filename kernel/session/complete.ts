/** `complete_request`: what could stand at the cursor. */
import type * as z from "zod/mini";
import type { CompleteReply } from "../messages/replies.js";
import type { CompleteRequest } from "../messages/requests.js";
import type { Conversation } from "./conversation.js";
import { codePointOffset, utf16Offset } from "./cursor.js";

export async function complete(
  { code, cursor_pos }: z.output<typeof CompleteRequest>,
  { engine, declarations }: Conversation,
): Promise<CompleteReply> {
  const found = await engine.complete({ code, declarations }, utf16Offset(code, cursor_pos));
  const start = codePointOffset(code, found.start);
  const end = codePointOffset(code, found.end);
  return {
    status: "ok",
    matches: found.matches.map(({ text }) => text),
    cursor_start: start,
    cursor_end: end,
    metadata: {
      _jupyter_types_experimental: found.matches.map(({ text, type }) => ({ text, type, start, end })),
    },
  };
}
