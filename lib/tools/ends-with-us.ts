/** What this program started does not outlive it. */
import { endGroup, signalGroup } from "./group.js";
import { watch } from "./watcher.js";

/** Marks our own listeners, so that they can tell whether anybody else decides what a signal does. */
const ours = Symbol("djlab: ends a group of processes");

/** How many groups were asked to end by a signal of ours, and have not ended yet. */
let asking = 0;

/** What each signal is given before the next: long enough to tidy up. Milliseconds. */
const patience = 1000;

/**
 * Ends the group when this program ends, by itself, by a signal, or killed. By a signal, the group is asked as by
 * Ctrl+C first, so that it can tidy up (pip its temporary folders); the same signal again kills it.
 *
 * @returns call it when the group has ended
 */
export function endsWithUs(leader: number): () => void {
  const kill = () => void signalGroup(leader, "SIGKILL");
  let asked: NodeJS.Signals | undefined;
  const onSignal = (signal: NodeJS.Signals) => {
    if (!process.listeners(signal).every((listener) => ours in listener)) return;
    if (asked) return kill();
    asked = signal;
    asking += 1;
    void endGroup(leader, patience).then(release);
  };
  const listener = Object.assign(onSignal, { [ours]: true });
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  const unwatch = watch(leader);
  const release = () => {
    unwatch();
    process.off("exit", kill);
    for (const signal of signals) process.off(signal, listener);
    if (!asked) return;
    asking -= 1;
    // The last that was asked lets the signal do what it does when nobody listens: end this program. What was
    // started meanwhile listens, and is asked in its turn.
    if (asking === 0) process.kill(process.pid, asked);
    asked = undefined;
  };
  process.on("exit", kill);
  for (const signal of signals) process.on(signal, listener);
  return release;
}
