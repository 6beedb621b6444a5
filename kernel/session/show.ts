/** Publishes a value's representations. They come from the reader's code, so they are checked first. */
import type { Broadcasts } from "../messages/broadcasts.js";
import type { Header } from "../messages/message.js";
import type { Publisher } from "./publisher.js";

type Showing = "display_data" | "update_display_data" | "execute_result";

const mimeType = /^[\w.+-]+\/[\w.+-]+$/;

/**
 * A representation whose name is no MIME type would break clients: stderr says so in its place.
 * @example show(publisher, request.header, "display_data", { data, metadata: {}, transient: {} })
 */
export function show<Type extends Showing>(
  publisher: Publisher,
  parent: Header,
  type: Type,
  content: Broadcasts[Type],
  buffers: readonly Uint8Array[] = [],
): void {
  const entries = Object.entries(content.data);
  const shown = entries.filter(([name]) => mimeType.test(name));
  for (const [name] of entries) {
    if (!mimeType.test(name)) publisher.stream(parent, "stderr", `Not shown: "${name}" is not a MIME type\n`);
  }
  if (shown.length === 0 && entries.length > 0) return;
  const metadata = content.metadata ?? {};
  publisher.publish(parent, type, { ...content, data: Object.fromEntries(shown), metadata }, { buffers });
}
