/** `npm run build`: the set-up's step by itself, with all that the compiler says. */
import { spawnSync } from "node:child_process";
import { root } from "./places.mjs";
import { build, make } from "./steps.mjs";

await make(build, (command, args) => {
  const { status } = spawnSync(command, args, { cwd: root, stdio: "inherit" });
  if (status !== 0) process.exit(1);
});
