/** How code in a cell shows something before the cell's end: the hook that libraries look for. */
import type { CellContext } from "./context.js";
import { normalise } from "./display.js";
import type { Outbox } from "./outbox.js";

export interface PublishOptions {
  displayId?: string;
  /** Replaces what was shown under `displayId`. */
  update?: boolean;
  metadata?: Record<string, unknown>;
}

/** @throws TypeError when a representation cannot be written as JSON */
export type Publish = (bundle: object, options?: PublishOptions) => void;

/** Sets `globalThis[Symbol.for("Jupyter.publish")]`. */
export function installPublish(outbox: Outbox, context: CellContext): Publish {
  const publish: Publish = (bundle, { displayId, update = false, metadata = {} } = {}) => {
    const { cell } = context.current;
    const data = normalise(bundle);
    outbox.send({ type: "event", event: { type: "display", cell, data, metadata, displayId, update } });
  };
  Object.defineProperty(globalThis, Symbol.for("Jupyter.publish"), { configurable: true, value: publish });
  return publish;
}
