/** One set-up at a time in a clone. */
import * as fs from "node:fs";
import { dirname } from "node:path";
import { at } from "./places.mjs";

/** Waits until no other set-up is at work in this clone; one that was killed is taken over. */
export async function lock() {
  const file = at(".djlab/setup.lock");
  fs.mkdirSync(dirname(file), { recursive: true });
  for (let told = false; ; ) {
    try {
      fs.writeFileSync(file, String(process.pid), { flag: "wx" });
      process.on("exit", () => fs.rmSync(file, { force: true }));
      return () => fs.rmSync(file, { force: true });
    } catch (error) {
      if (error.code !== "EEXIST") throw error;
    }
    const holder = Number(fs.existsSync(file) && fs.readFileSync(file, "utf8"));
    if (holder && !lives(holder)) fs.rmSync(file, { force: true });
    else if (!told)
      told = process.stderr.write(
        `waiting for another set-up, process ${holder} (if there is none: delete ${file})\n`,
      );
    await new Promise((wake) => setTimeout(wake, 200));
  }
}

/** Whether a process is there. */
function lives(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === "EPERM";
  }
}
