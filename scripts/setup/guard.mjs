/**
 * Runs a program for the set-up, and ends it with all that it started when the set-up is gone, however it went:
 * the pipe at stdin ends then.
 */
import { spawn, spawnSync } from "node:child_process";
import { windows } from "./places.mjs";

const [command, ...args] = process.argv.slice(2);
const child = spawn(command, args, { stdio: ["ignore", "inherit", "inherit"], windowsHide: true });
child.on("exit", (code) => process.exit(code === null ? 1 : code));

function end() {
  if (windows) spawnSync("taskkill", ["/pid", String(process.pid), "/t", "/f"]);
  // This process leads a process group.
  else process.kill(-process.pid, "SIGKILL");
}
process.stdin.on("end", end).on("error", end).resume();
