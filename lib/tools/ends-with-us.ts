/** What this program started does not outlive it. */
import { signalGroup } from "./group.js";
import { watch } from "./watcher.js";

/** Marks our own listeners, so that they can tell whether anybody else decides what a signal does. */
const ours = Symbol("djlab: ends a group of processes");

/**
 * Ends the group when this program ends, by itself, by a signal, or killed.
 *
 * @returns call it when the group has ended
 */
export function endsWithUs(leader: number): () => void {
  const kill = () => void signalGroup(leader, "SIGKILL");
  const onSignal = (signal: NodeJS.Signals) => {
    if (!process.listeners(signal).every((listener) => ours in listener)) return;
    kill();
    release();
    // The last of us lets the signal do what it does when nobody listens: end this program.
    if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
  };
  const listener = Object.assign(onSignal, { [ours]: true });
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  const unwatch = watch(leader);
  const release = () => {
    unwatch();
    process.off("exit", kill);
    for (const signal of signals) process.off(signal, listener);
  };
  process.on("exit", kill);
  for (const signal of signals) process.on(signal, listener);
  return release;
}
