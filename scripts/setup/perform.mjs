/** One step carried out: its programs run, its failure explained. */
import { spawn } from "node:child_process";
import * as fs from "node:fs";
import { dirname } from "node:path";
import { diagnose, SetupError } from "./failures.mjs";
import { at, root, windows } from "./places.mjs";
import { make } from "./steps.mjs";

const guard = at("scripts/setup/guard.mjs");

/** Does a step and sets its stamp. @throws SetupError with what mends it; the whole output is kept in .djlab/logs */
export async function perform(step, progress) {
  let output = "";
  const env = { ...process.env, PIP_USER: "0", PYTHONHOME: undefined, PYTHONPATH: undefined };
  // The compiler would keep its own code compiled in the temporary folder.
  env.NODE_DISABLE_COMPILE_CACHE = "1";
  const exec = (command, args) =>
    new Promise((done, failed) => {
      const child = spawn(process.execPath, [guard, command, ...args], {
        cwd: root,
        env,
        detached: !windows,
        windowsHide: true,
      });
      for (const stream of [child.stdout, child.stderr])
        stream.setEncoding("utf8").on("data", (text) => (output += text));
      child.on("error", failed);
      child.on("close", (code) => {
        if (code === 0) done();
        else failed(new Error(`${[command, ...args].join(" ")} ended with ${code}`));
      });
    });
  try {
    await progress.of(step.name, () => make(step, exec));
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
