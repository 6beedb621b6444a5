/** One step carried out: its programs started and ended, its stamp set, its failure explained. */
import { spawn, spawnSync } from "node:child_process";
import * as fs from "node:fs";
import { dirname } from "node:path";
import { diagnose, SetupError } from "./failures.mjs";
import { lives } from "./lock.mjs";
import { at, root, windows } from "./places.mjs";

/** Programs under way, each leading a process group, so that Ctrl+C can end all of it at once. */
const children = new Set();
export function endChildren() {
  for (const { pid } of children) {
    if (windows) spawnSync("taskkill", ["/pid", String(pid), "/t", "/f"]);
    else if (lives(-pid)) process.kill(-pid, "SIGKILL");
  }
}

/** Does a step and sets its stamp. @throws SetupError with what mends it; the whole output is kept in .djlab/logs */
export async function perform(step, progress) {
  let output = "";
  const env = { ...process.env, PIP_USER: "0", PYTHONHOME: undefined, PYTHONPATH: undefined };
  const exec = (command, args) =>
    new Promise((done, failed) => {
      const child = spawn(command, args, {
        cwd: root,
        env,
        stdio: ["ignore", "pipe", "pipe"],
        detached: !windows,
        windowsHide: true,
      });
      if (child.pid) children.add(child);
      for (const stream of [child.stdout, child.stderr])
        stream.setEncoding("utf8").on("data", (text) => (output += text));
      child.on("error", failed);
      child.on("close", (code) => {
        children.delete(child);
        if (code === 0) done();
        else failed(new Error(`${[command, ...args].join(" ")} ended with ${code}`));
      });
    });
  try {
    const stamp = step.of();
    await progress.of(step.name, () => step.work(exec));
    fs.writeFileSync(step.stamp, stamp);
  } catch (error) {
    if (error instanceof SetupError) throw error;
    const log = at(".djlab/logs", `${step.name.replace(/\W+/g, "-")}.log`);
    const mended = diagnose(step.name, output || error.stack);
    try {
      fs.mkdirSync(dirname(log), { recursive: true });
      fs.writeFileSync(log, `${output}\n${error.stack}\n`);
      mended.message += `\nall that it said is in ${log}`;
    } catch (unwritten) {
      mended.message += `\n(its output could not be saved: ${unwritten.message})`;
    }
    throw mended;
  }
}
