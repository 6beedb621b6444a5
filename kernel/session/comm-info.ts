/** `comm_info_request`: the open comms. */
import type * as z from "zod/mini";
import type { CommInfoReply } from "../messages/replies.js";
import type { CommInfoRequest } from "../messages/requests.js";
import type { Conversation } from "./conversation.js";

export function commInfo(
  { target_name }: z.output<typeof CommInfoRequest>,
  { comms }: Conversation,
): CommInfoReply {
  return { status: "ok", comms: comms.list(target_name) };
}
