/**
 * What a cell shows, on its way from the runtime to the clients: always under the cell's own request; what handlers of
 * comms show, under the client's message that they handle.
 */
import { WrittenJson } from "../messages/written-json.js";
import type { RuntimeEvent } from "../runtime/runtime.js";
import type { Conversation } from "./conversation.js";
import { errorContent } from "./error-content.js";

/** Publishes everything that the runtime reports from now on. @example broadcastOutput(conversation) */
export function broadcastOutput(conversation: Conversation): void {
  const { runtime, cells, publisher } = conversation;
  runtime.onEvent((event) => broadcast(event, conversation));
  runtime.onDeath((error) => {
    conversation.lose(error);
    const latest = [...cells.values()].at(-1);
    publisher.publish(latest, "error", errorContent(error));
  });
}

function broadcast(event: RuntimeEvent, { cells, comms, publisher, input }: Conversation): void {
  if (event.type === "question") {
    input.ask(event);
    return;
  }
  const parent = cells.get(event.cell) ?? comms.headerOf(event.cell);
  if (event.type === "comm" || event.type === "comm-target") {
    comms.broadcast(event, parent);
    return;
  }
  // A silent request has asked that its output be not broadcast.
  if (!parent) return;
  switch (event.type) {
    case "stream":
      publisher.stream(parent, event.name, event.text);
      break;
    case "display": {
      const { metadata, displayId, update } = event;
      const data = new WrittenJson(event.data);
      const transient = displayId === undefined ? {} : { display_id: displayId };
      const type = update && displayId !== undefined ? "update_display_data" : "display_data";
      const buffers = event.buffers.map((one) => Buffer.from(one, "base64"));
      publisher.publish(parent, type, { data, metadata, transient }, { buffers });
      break;
    }
    case "clear":
      publisher.publish(parent, "clear_output", { wait: event.wait });
      break;
    case "stray-error":
      publisher.publish(parent, "error", errorContent(event.error));
  }
}
