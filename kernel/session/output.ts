/** What a cell shows, on its way from the runtime to the clients: always under the cell's own request. */
import type { RuntimeEvent } from "../runtime/runtime.js";
import type { Conversation } from "./conversation.js";
import { show } from "./show.js";

/** Publishes everything that the runtime reports from now on. @example broadcastOutput(conversation) */
export function broadcastOutput(conversation: Conversation): void {
  const { runtime, cells, publisher } = conversation;
  runtime.onEvent((event) => broadcast(event, conversation));
  runtime.onDeath((error) => {
    const { name, message, traceback } = error;
    conversation.lose(error);
    const latest = [...cells.values()].at(-1);
    publisher.publish(latest, "error", { ename: name, evalue: message, traceback });
  });
}

function broadcast(event: RuntimeEvent, { cells, publisher, input }: Conversation): void {
  if (event.type === "question") {
    input.ask(event);
    return;
  }
  const parent = cells.get(event.cell);
  // A silent request has asked that its output be not broadcast.
  if (!parent) return;
  switch (event.type) {
    case "stream":
      publisher.stream(parent, event.name, event.text);
      break;
    case "display": {
      const { data, metadata, displayId, update } = event;
      const transient = displayId === undefined ? {} : { display_id: displayId };
      const type = update && displayId !== undefined ? "update_display_data" : "display_data";
      show(publisher, parent, type, { data, metadata, transient });
      break;
    }
    case "clear":
      publisher.publish(parent, "clear_output", { wait: event.wait });
      break;
    case "stray-error": {
      const { name, message, traceback } = event.error;
      publisher.publish(parent, "error", { ename: name, evalue: message, traceback });
    }
  }
}
