/** Locks among processes: one set-up at a time in a clone, one run at a time in a chapter's folder. */
import * as fs from "node:fs";
import { basename, dirname, join } from "node:path";

/**
 * Waits until no other process holds one of these locks, and takes them all. Each process lays down a file of its
 * own, `LOCK.PID`, and looks for those of others before and after: of two that come at once at least one sees the
 * other, and steps back. The file of a process that is gone is removed by whoever sees it, since no living one has
 * that name.
 *
 * @param locks absolute path of a lock → what its holder is, for those who wait: `another set-up`
 * @param signal ends the waiting
 * @returns releases them; the end of the process does, too
 */
export async function lock(locks, signal) {
  const own = Object.keys(locks).map((path) => `${path}.${process.pid}`);
  const remove = () => own.forEach((file) => void fs.rmSync(file, { force: true }));
  const unlock = () => {
    remove();
    process.off("exit", unlock);
  };
  for (const file of own) fs.mkdirSync(dirname(file), { recursive: true });
  process.on("exit", unlock);
  try {
    for (let told = ""; ; ) {
      const other = othersFile(locks);
      if (!other) {
        for (const file of own) fs.writeFileSync(file, "");
        if (!othersFile(locks)) return unlock;
        remove();
      } else if (told !== other.file) {
        process.stderr.write(
          `waiting for ${other.what}, process ${other.pid} (if there is none: delete ${other.file})\n`,
        );
        told = other.file;
      }
      // By chance, so that two that stepped back do not meet again.
      await new Promise((wake) => setTimeout(wake, 100 + 200 * Math.random()));
      if (signal?.aborted) throw signal.reason;
    }
  } catch (error) {
    unlock();
    throw error;
  }
}

/** The file of a living process other than this one; those of processes that are gone are removed. */
function othersFile(locks) {
  for (const [path, what] of Object.entries(locks))
    for (const name of fs.readdirSync(dirname(path))) {
      const pid = name.startsWith(`${basename(path)}.`) ? name.slice(basename(path).length + 1) : "";
      if (!/^\d+$/.test(pid) || Number(pid) === process.pid) continue;
      const file = join(dirname(path), name);
      if (lives(Number(pid))) return { file, pid, what };
      fs.rmSync(file, { force: true });
    }
  return undefined;
}

/** Whether a process is there. */
export function lives(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === "EPERM";
  }
}
