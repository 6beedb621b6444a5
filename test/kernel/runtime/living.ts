/** Whether processes are there. */
import { readFileSync } from "node:fs";
import { until } from "./trial.js";

/** One that has ended but that nobody has asked about (a zombie) is not. */
export function isLiving(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  if (process.platform !== "linux") return true;
  try {
    return !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, "latin1"));
  } catch {
    return false;
  }
}

/** @throws Error when one of them is still there after 20 s */
export async function ended(pids: number[]): Promise<void> {
  await until(() => pids.every((pid) => !isLiving(pid)));
}
