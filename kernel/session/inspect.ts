/** `inspect_request`: the signature and the documentation of what stands at the cursor. */
import type * as z from "zod/mini";
import type { InspectReply } from "../messages/replies.js";
import type { InspectRequest } from "../messages/requests.js";
import type { Conversation } from "./conversation.js";
import { utf16Offset } from "./cursor.js";

export async function inspect(
  { code, cursor_pos }: z.output<typeof InspectRequest>,
  { engine, declarations }: Conversation,
): Promise<InspectReply> {
  const found = await engine.inspect({ code, declarations }, utf16Offset(code, cursor_pos));
  if (!found) return { status: "ok", found: false, data: {}, metadata: {} };
  const { signature, documentation } = found;
  const data = {
    "text/plain": [signature, documentation].filter(Boolean).join("\n\n"),
    "text/markdown": [`\`\`\`typescript\n${signature}\n\`\`\``, documentation].filter(Boolean).join("\n\n"),
  };
  return { status: "ok", found: true, data, metadata: {} };
}
