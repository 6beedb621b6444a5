/** What holds for all of the code: its form, and who may import whom. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { packageRoot } from "../scripts/places.js";

function check(bin: string, ...args: string[]): void {
  const script = join(packageRoot, "node_modules", bin);
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], {
    cwd: packageRoot,
    encoding: "utf8",
  });
  assert.equal(status, 0, `${stdout}\n${stderr}`);
}

describe("the code", () => {
  it("is formatted and free of the linter's findings", () => {
    check("@biomejs/biome/bin/biome", "ci", "--error-on-warnings", ".");
  });

  it("imports only along the arrows of ARCHITECTURE.md", () => {
    check(
      "dependency-cruiser/bin/dependency-cruise.mjs",
      "--config",
      ".dependency-cruiser.mjs",
      "kernel",
      "lib",
      "scripts",
    );
  });
});
