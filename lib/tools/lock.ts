/** A folder is worked in by one program at a time. */
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DjlabError } from "./errors.js";

/** Another program works in the folder. */
export class FolderInUse extends DjlabError {
  constructor(
    /** Absolute path. */
    readonly folder: string,
    /** Id of the process that has it. */
    readonly pid: number,
    file: string,
  ) {
    super(`${folder} is in use by another notebook or program (process ${pid})`, {
      next: `Shut down the other notebook's kernel (menu Kernel), then run the cell again. If there is no such process, delete ${file}`,
    });
  }
}

/**
 * Takes a folder for this process: lays down a file of its own, `lock.PID`, and looks for those of others before
 * and after; of two that come at once at least one sees the other. The file of a process that is gone is removed
 * by whoever sees it. Taken twice by the same process, it is taken once.
 *
 * @param folder that is taken, absolute
 * @param place where the files lie, absolute
 * @returns gives it back; so does the end of the process
 * @throws FolderInUse
 */
export function lock(folder: string, place: string): () => void {
  mkdirSync(place, { recursive: true });
  const own = join(place, `lock.${process.pid}`);
  const held = heldLocks();
  const release = () => {
    rmSync(own, { force: true });
    held.delete(own);
  };
  const isOurs = existsSync(own) && isHeld(own, process.pid);
  if (isOurs) return release;
  refuseOthers();
  // Whole at once: who finds it half written would take it for that of another process.
  writeFileSync(`${own}.part`, startOf(process.pid) ?? "");
  renameSync(`${own}.part`, own);
  held.add(own);
  try {
    refuseOthers();
  } catch (error) {
    release();
    throw error;
  }
  return release;

  function refuseOthers() {
    for (const name of readdirSync(place)) {
      const pid = Number(/^lock\.(\d+)$/.exec(name)?.[1] ?? process.pid);
      if (pid === process.pid) continue;
      const file = join(place, name);
      if (isHeld(file, pid)) throw new FolderInUse(folder, pid, file);
      rmSync(file, { force: true });
    }
  }
}

const key = Symbol.for("djlab.locks");

/** The files that this process has laid down; what is left of them goes when it ends. */
function heldLocks(): Set<string> {
  const home = globalThis as { [key]?: Set<string> };
  if (!home[key]) {
    const files = new Set<string>();
    process.on("exit", () => files.forEach((file) => void rmSync(file, { force: true })));
    home[key] = files;
  }
  return home[key];
}

/** Whether the process that laid down the file still lives, and is not another one that got its number. */
function isHeld(file: string, pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EPERM") return false;
  }
  const start = startOf(pid);
  return start === undefined || start === readFileSync(file, "utf8");
}

/**
 * When a process began, where the system tells: Linux, in ticks since its own start, with the id of that. Of one
 * that has ended and waits for its parent to take note, nothing.
 */
function startOf(pid: number): string | undefined {
  if (process.platform !== "linux") return undefined;
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "latin1").trim();
    const [state, ...fields] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return state === "Z" ? "ended" : `${boot} ${fields[18]}`;
  } catch {
    return undefined; // no such process any more, or no /proc
  }
}
