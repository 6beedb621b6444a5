/** `inspect_request`: the signature and the documentation of what stands at the cursor, in detail its source. */
import type * as z from "zod/mini";
import type { InspectReply } from "../messages/replies.js";
import type { InspectRequest } from "../messages/requests.js";
import type { Conversation } from "./conversation.js";
import { utf16Offset } from "./cursor.js";

export async function inspect(
  { code, cursor_pos, detail_level }: z.output<typeof InspectRequest>,
  { engine, declarations, ran }: Conversation,
): Promise<InspectReply> {
  const detail = detail_level === 1 ? { cells: ran } : undefined;
  const found = await engine.inspect({ code, declarations }, utf16Offset(code, cursor_pos), detail);
  if (!found) return { status: "ok", found: false, data: {}, metadata: {} };
  const { signature, documentation, source = "" } = found;
  const fenced = (text: string) => text && `\`\`\`typescript\n${text}\n\`\`\``;
  const data = {
    "text/plain": [signature, documentation, source].filter(Boolean).join("\n\n"),
    "text/markdown": [fenced(signature), documentation, fenced(source)].filter(Boolean).join("\n\n"),
  };
  return { status: "ok", found: true, data, metadata: {} };
}
