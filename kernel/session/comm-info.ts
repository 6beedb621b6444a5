/** `comm_info_request`: the open comms. This kernel opens none. */
import type { CommInfoReply } from "../messages/replies.js";

export function commInfo(): CommInfoReply {
  return { status: "ok", comms: {} };
}
