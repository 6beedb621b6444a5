import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { packageRoot } from "../scripts/places.js";

/** The checks of the sources that are programs of their own; the build has checked the types. */
const checks = {
  "are linted and formatted": ["@biomejs/biome/bin/biome", "check", "--error-on-warnings", "."],
  "import along the allowed arrows": [
    "dependency-cruiser/bin/dependency-cruise.mjs",
    "--config",
    ".dependency-cruiser.mjs",
    "kernel",
    "lib",
    "scripts",
  ],
};

describe("the sources", function () {
  this.timeout(60_000);
  for (const [title, [program, ...args]] of Object.entries(checks)) {
    it(title, () => {
      const path = join(packageRoot, "node_modules", program!);
      const { status, stdout, stderr } = spawnSync(process.execPath, [path, ...args], {
        cwd: packageRoot,
        encoding: "utf8",
      });
      assert.equal(status, 0, stdout + stderr);
    });
  }
});
