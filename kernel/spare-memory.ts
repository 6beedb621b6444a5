/** Memory given back at rest: V8 keeps what its garbage took for as long as nothing is asked of a process. */
import { Session } from "node:inspector/promises";

/** Milliseconds without anything to do: a cell that waits for another program is no rest. */
const rest = 5000;
/** Bytes taken since the last time: fewer are not worth the processor's time. */
const worth = 8_000_000;

/**
 * Has the garbage collected thoroughly whenever the process has had nothing to do for a while.
 * @returns to be called when there is something to do
 * @example const disturb = collectAtRest()
 */
export function collectAtRest(): () => void {
  let left = 0;
  const timer = setTimeout(async () => {
    if (process.memoryUsage.rss() < left + worth) return;
    await collect();
    left = process.memoryUsage.rss();
  }, rest).unref();
  return () => void timer.refresh();
}

async function collect(): Promise<void> {
  // The only door that Node has to it without an option of the command line.
  const inspector = new Session();
  inspector.connect();
  await inspector.post("HeapProfiler.collectGarbage");
  inspector.disconnect();
}
