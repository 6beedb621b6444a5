/** Ctrl+C, for commands that have something to end first. */

const signals = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 } as const;

/**
 * Runs `work` with a signal that aborts at the first Ctrl+C, SIGTERM or SIGHUP, and makes the exit code tell of it
 * (128 + the signal's number). Further ones change nothing: npm passes on what the terminal has sent already.
 */
export async function stoppable<T>(work: (stopped: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const stop = (signal: NodeJS.Signals) => {
    process.exitCode = 128 + signals[signal as keyof typeof signals];
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
