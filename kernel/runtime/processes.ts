/**
 * The one door to the operating system's ways with processes: groups and signals on POSIX, `taskkill` on
 * Windows. Besides it only consumption.ts asks for the platform.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";

export interface Target {
  pid: number;
  /** It leads a process group of its own. */
  group: boolean;
}

interface TableRow {
  pid: number;
  parent: number;
}

/** How a process is ended: by a signal (a negative pid means the group), or by running a program. */
export type Ending = { pid: number; signal: NodeJS.Signals } | { program: string; args: string[] };

/** Windows has no process groups that a signal could be sent to, and would open a console window. */
export function hasGroups(platform = process.platform): boolean {
  return platform !== "win32";
}

/** Windows knows no SIGINT for other processes, so there both signals end the whole tree at once. */
export function ending(target: Target, signal: "SIGINT" | "SIGKILL", platform = process.platform): Ending {
  if (!hasGroups(platform)) return { program: "taskkill", args: ["/PID", String(target.pid), "/T", "/F"] };
  return { pid: target.group ? -target.pid : target.pid, signal };
}

/** Ends a process that may have ended already. */
export function end(target: Target, signal: "SIGINT" | "SIGKILL"): void {
  const how = ending(target, signal);
  if ("program" in how) {
    spawnSync(how.program, how.args, { windowsHide: true, stdio: "ignore" });
    return;
  }
  try {
    process.kill(how.pid, how.signal);
  } catch (error) {
    // ESRCH: it ended before. EPERM: macOS's answer for a group of which only zombies are left.
    if (!["ESRCH", "EPERM"].includes((error as NodeJS.ErrnoException).code ?? "")) throw error;
  }
}

/** Whether the process, or any member of its group, is there. */
export function isAlive({ pid, group }: Target): boolean {
  try {
    process.kill(group && hasGroups() ? -pid : pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Every process of the machine and its parent; empty on Windows, where `taskkill /T` finds the tree itself. */
export function processTable(platform = process.platform): TableRow[] {
  if (!hasGroups(platform)) return [];
  if (platform === "linux") return procTable();
  const listing = execFileSync("ps", ["-A", "-o", "pid=,ppid="], { encoding: "utf8" });
  return listing
    .trim()
    .split("\n")
    .map((line) => line.trim().split(/\s+/).map(Number))
    .map(([pid, parent]) => ({ pid: pid!, parent: parent! }));
}

/** From /proc, as small containers have no `ps`. */
function procTable(): TableRow[] {
  const rows: TableRow[] = [];
  for (const name of readdirSync("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const stat = readFileSync(`/proc/${name}/stat`, "latin1");
      // "pid (name) state parent …"; the name may hold spaces and brackets.
      const parent = Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
      rows.push({ pid: Number(name), parent });
    } catch {
      // It ended between the two calls.
    }
  }
  return rows;
}

/** Children of `roots`, their children, and so on; without the roots. */
export function descendants(roots: number[], table: TableRow[]): number[] {
  const found = new Set<number>();
  for (let parents = new Set(roots); parents.size > 0; ) {
    const children = table.filter(({ pid, parent }) => parents.has(parent) && !found.has(pid));
    for (const { pid } of children) found.add(pid);
    parents = new Set(children.map(({ pid }) => pid));
  }
  return [...found];
}
