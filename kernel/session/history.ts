/** `history_request`: earlier input. This kernel keeps none. */
import type { HistoryReply } from "../messages/replies.js";

export function history(): HistoryReply {
  return { status: "ok", history: [] };
}
