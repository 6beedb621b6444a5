/** What a kernel's processes take, all of its descendants together: from /proc, or by `ps` where there is none. */
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";

const proc = existsSync("/proc/self/smaps_rollup");

/** How memory is counted here: a page that several processes share is divided among them, or counted for each. */
export const memoryKind = proc ? "PSS" : "RSS";

interface Entry {
  pid: number;
  parent: number;
  /** Of the processor, in seconds; unknown without /proc. */
  seconds: number;
}

/** MiB of memory of the process and everything under it. */
export function memory(root: number): number {
  const kilobytes = tree(root).map(({ pid }) => {
    if (!proc) return Number(ps("-o", "rss=", "-p", String(pid)));
    return Number(/^Pss:\s+(\d+)/m.exec(read(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0);
  });
  return kilobytes.reduce((sum, one) => sum + one, 0) / 1024;
}

/** Seconds of processor time of the process and everything under it so far; not a number without /proc. */
export function processorTime(root: number): number {
  return tree(root).reduce((sum, { seconds }) => sum + seconds, 0);
}

/** Kills the process and everything under it. */
export function endTree(root: number): void {
  // The list is made before the first of them dies: a child whose parent is gone hangs under another.
  for (const { pid } of tree(root)) {
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      // Gone by itself.
    }
  }
}

function tree(root: number): Entry[] {
  const all = entries();
  const found = all.filter(({ pid }) => pid === root);
  for (const { pid } of found) found.push(...all.filter(({ parent }) => parent === pid));
  return found;
}

function entries(): Entry[] {
  if (!proc) {
    const rows = ps("-A", "-o", "pid=,ppid=").trim().split("\n");
    return rows.map((row) => {
      const [pid, parent] = row.trim().split(/\s+/).map(Number);
      return { pid: pid!, parent: parent!, seconds: Number.NaN };
    });
  }
  const pids = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  return pids.flatMap((pid) => {
    const stat = read(`/proc/${pid}/stat`);
    // The second field is the program's name in brackets, which may hold anything.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    if (fields.length < 13) return [];
    const seconds = (Number(fields[11]) + Number(fields[12])) / ticks();
    return [{ pid: Number(pid), parent: Number(fields[1]), seconds }];
  });
}

let perSecond: number | undefined;

function ticks(): number {
  perSecond ??= Number(execFileSync("getconf", ["CLK_TCK"], { encoding: "utf8" }));
  return perSecond;
}

function ps(...args: string[]): string {
  try {
    return execFileSync("ps", args, { encoding: "utf8" });
  } catch {
    return "";
  }
}

/** Empty for a process that has ended meanwhile. */
function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
