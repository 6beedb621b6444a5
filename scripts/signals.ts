/** Ctrl+C, for commands that have something to end first. */

const signals = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 } as const;

/** A Jupyter Server has four seconds to end, before it is killed (jupyter/server.ts); people wait for five. */
const endAfterMs = 4500;

/**
 * Runs `work` with a signal that aborts at the first Ctrl+C, SIGTERM or SIGHUP, and makes the exit code tell of it
 * (128 + the signal's number). Further ones change nothing: npm passes on what the terminal has sent already.
 * A command that has not ended 4.5 seconds later is ended, whatever it waits for.
 */
export async function stoppable<T>(work: (stopped: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const stop = (signal: NodeJS.Signals) => {
    process.exitCode = 128 + signals[signal as keyof typeof signals];
    if (controller.signal.aborted) return;
    setTimeout(() => process.exit(), endAfterMs).unref();
    controller.abort();
  };
  const names = Object.keys(signals) as NodeJS.Signals[];
  for (const name of names) process.on(name, stop);
  try {
    return await work(controller.signal);
  } finally {
    for (const name of names) process.off(name, stop);
  }
}
