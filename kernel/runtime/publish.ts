/** How code in a cell shows something before the cell's end: the hook that libraries look for. */
import { type Bytes, toBase64 } from "./base64.js";
import type { CellContext } from "./context.js";
import { normalise } from "./display.js";
import type { Outbox } from "./outbox.js";

export interface PublishOptions {
  displayId?: string;
  /** Replaces what was shown under `displayId`. */
  update?: boolean;
  metadata?: Record<string, unknown>;
  /** Bytes that go with the message as they are, for a front end that knows what they mean. */
  buffers?: readonly Bytes[];
}

/** @throws TypeError when a representation cannot be written as JSON, or a buffer is none */
export type Publish = (bundle: object, options?: PublishOptions) => void;

/** Sets `globalThis[Symbol.for("Jupyter.publish")]`. */
export function installPublish(outbox: Outbox, context: CellContext): Publish {
  const publish: Publish = (bundle, { displayId, update = false, metadata, buffers = [] } = {}) => {
    const { cell } = context.current;
    const warnings: string[] = [];
    const data = normalise(bundle, (line) => warnings.push(line));
    for (const line of warnings) outbox.print("stderr", line);
    if (warnings.length > 0 && Object.keys(data).length === 0) return;
    const shown = { metadata: metadata ?? {}, displayId, update, buffers: buffers.map(toBase64) };
    outbox.display({ cell, ...shown }, data);
  };
  Object.defineProperty(globalThis, Symbol.for("Jupyter.publish"), { configurable: true, value: publish });
  return publish;
}
