/**
 * What processes use of the processor and of memory: from /proc on Linux, from `ps` on other POSIX systems; Windows has
 * no quick way to tell.
 */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { freemem } from "node:os";
import { hasGroups } from "./processes.js";

export interface Consumption {
  /** Of the processor, since the process began. */
  seconds: number;
  /** Of memory. */
  bytes: number;
}

/** Linux counts time for its users in hundredths of a second, whatever the kernel's own clock. */
const ticksPerSecond = 100;

/** @returns by process id, without those that have ended; undefined where the platform does not tell */
export function consumptionOf(
  pids: number[],
  platform = process.platform,
): Map<number, Consumption> | undefined {
  if (!hasGroups(platform)) return undefined;
  if (platform === "linux") return new Map(pids.flatMap((pid) => fromProc(pid)));
  const listing = execFileSync("ps", ["-A", "-o", "pid=,rss=,time="], { encoding: "utf8" });
  return new Map(fromListing(listing).filter(([pid]) => pids.includes(pid)));
}

/**
 * Lines of `ps -o pid=,rss=,time=`: memory in KiB, time as `[[days-]hours:]minutes:seconds`.
 * @example fromListing(" 42  1024   1:02.50") // [[42, { seconds: 62.5, bytes: 1_048_576 }]]
 */
export function fromListing(listing: string): [pid: number, Consumption][] {
  return [...listing.matchAll(/^\s*(\d+)\s+(\d+)\s+(?:(\d+)-)?([\d:.]+)\s*$/gm)].map((line) => {
    const [, pid, kibibytes, days = 0, clock = ""] = line;
    const seconds = clock.split(":").reduce((sum, part) => sum * 60 + Number(part), 0);
    return [Number(pid), { seconds: Number(days) * 86_400 + seconds, bytes: Number(kibibytes) * 1024 }];
  });
}

/** Bytes that nothing at all uses. */
export function unusedMemory(platform = process.platform): number {
  const line = platform === "linux" ? numberIn("/proc/meminfo", "MemFree") : undefined;
  return line ?? freemem();
}

function fromProc(pid: number): [number, Consumption][] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    // "pid (name) state …": user and system time are the 12th and 13th after the name, which may hold spaces.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const seconds = (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
    // Pages that processes share are counted once; resident memory where Linux was built without that.
    const bytes = numberIn(`/proc/${pid}/smaps_rollup`, "Pss") ?? numberIn(`/proc/${pid}/status`, "VmRSS");
    return [[pid, { seconds, bytes: bytes ?? 0 }]];
  } catch {
    // It has ended.
    return [];
  }
}

/** A line `name: 12 kB`, in bytes. */
function numberIn(file: string, name: string): number | undefined {
  try {
    const found = new RegExp(`^${name}:\\s+(\\d+) kB`, "m").exec(readFileSync(file, "latin1"))?.[1];
    return found === undefined ? undefined : Number(found) * 1024;
  } catch {
    return undefined;
  }
}
