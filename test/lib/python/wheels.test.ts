import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { wheelsFolder } from "../../../lib/python/wheels.js";

describe("packages fetched beforehand", () => {
  it("are found in the nearest .djlab/wheels on the way up", () => {
    const folder = mkdtempSync(join(tmpdir(), "djlab wheels-"));
    try {
      const work = join(folder, "work", "chapter");
      mkdirSync(join(work, ".djlab"), { recursive: true });
      assert.equal(wheelsFolder(work), undefined);
      mkdirSync(join(folder, ".djlab", "wheels"), { recursive: true });
      assert.equal(wheelsFolder(work), join(folder, ".djlab", "wheels"));
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
