/** `shutdown_request`: the reply; the session ends when it has been sent. */
import type * as z from "zod/mini";
import type { ShutdownReply } from "../messages/replies.js";
import type { ShutdownRequest } from "../messages/requests.js";

export function shutdown({ restart }: z.output<typeof ShutdownRequest>): ShutdownReply {
  return { status: "ok", restart };
}
