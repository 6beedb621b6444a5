import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { packageRoot } from "../../scripts/places.js";

describe("the reference of the library", () => {
  it("says what the docstrings say", function () {
    this.timeout(60_000);
    const folder = mkdtempSync(join(tmpdir(), "djlab-docs-"));
    try {
      const file = join(folder, "api.md");
      const script = join(packageRoot, "dist/scripts/reference.js");
      const { status, stderr } = spawnSync(process.execPath, [script, file], { encoding: "utf8" });
      assert.equal(status, 0, stderr);
      const [made, kept] = [file, join(packageRoot, "docs/api.md")].map((one) => readFileSync(one, "utf8"));
      assert.ok(made === kept, "docs/api.md is not current: run npm run build && npm run docs");
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
