/** A program and everything that it started: one process group, one door to signals on every platform. */
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";

/** Whether programs are started as leaders of a group of their own. Windows ends trees instead. */
export const ownGroup = process.platform !== "win32";

/**
 * Sends a signal to a group. On Windows, where there are no signals between programs, the tree under the
 * program is ended at once: that is what CTRL-BREAK does with a Python, too.
 *
 * @param leader process id of the program that was started
 * @returns false when nothing of the group is left
 */
export function signalGroup(leader: number, signal: NodeJS.Signals | 0): boolean {
  try {
    if (ownGroup || signal === 0) process.kill(ownGroup ? -leader : leader, signal);
    else
      execFileSync("taskkill", ["/pid", String(leader), "/t", "/f"], { stdio: "ignore", windowsHide: true });
    return true;
  } catch {
    // ESRCH: they are all gone, which is the answer. (EPERM cannot be: they are our own.)
    return false;
  }
}

/**
 * Whether any process of a group still runs. One that has ended stays in the group until its parent takes
 * note, and where the first process of a container does not, that is for ever: so /proc is asked, too.
 */
export function isAlive(leader: number): boolean {
  if (!signalGroup(leader, 0)) return false;
  return process.platform !== "linux" || readdirSync("/proc").some((name) => runsInGroup(name, leader));
}

/** Fields of /proc/PID/stat: "pid (name) state parent group …"; the name may hold spaces and brackets. */
function runsInGroup(name: string, leader: number): boolean {
  if (!/^\d+$/.test(name)) return false;
  try {
    const stat = readFileSync(`/proc/${name}/stat`, "latin1");
    const [state, , group] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return Number(group) === leader && !/^[ZX]/.test(state ?? "");
  } catch {
    return false; // it ended between the two calls
  }
}

/**
 * Ends a group by the signal that Ctrl+C sends; who has not gone by then is asked again and then killed.
 * Resolves when nothing of the group is left.
 *
 * @param patience milliseconds that each signal is given
 * @returns the signal that ended it
 */
export async function endGroup(leader: number, patience = 5000): Promise<NodeJS.Signals> {
  for (const signal of ["SIGINT", "SIGTERM", "SIGKILL"] as const) {
    signalGroup(leader, signal);
    const until = performance.now() + patience;
    while (performance.now() < until) {
      if (!isAlive(leader)) return signal;
      await pause(10); // nothing tells when a grandchild has gone
    }
  }
  return "SIGKILL";
}
