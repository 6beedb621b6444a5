import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Entries } from "../../../lib/lab/entries.js";
import { printed } from "../printed.js";

describe("the entries of a chapter's folder", () => {
  let folder: string;
  let entries: Entries;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "djlab entries-"));
    entries = new Entries(folder);
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("are written, copied, renamed and removed, and each is told", async () => {
    const { text } = await printed(async () => {
      await entries.write("one/__init__.py", "x = 1\n");
      await entries.copy("one", "two");
      await entries.rename("two", "three");
      await entries.remove("one");
    });
    assert.equal(text, "(two is a copy of one)\n(two is called three now)\n(one is removed)\n");
    assert.equal(readFileSync(join(folder, "three", "__init__.py"), "utf8"), "x = 1\n");
    assert.ok(!existsSync(join(folder, "one")));
  });

  it("may be told the same twice", async () => {
    const { text } = await printed(async () => {
      for (const _ of [1, 2]) await entries.makeFolder("one");
      for (const _ of [1, 2]) await entries.rename("one", "two");
      for (const _ of [1, 2]) await entries.remove("two");
    });
    assert.match(text, /\(it is called two already\)\n[\s\S]*\(there is no two\)\n$/);
  });

  it("keep their names where another has it, and lead nowhere else", async () => {
    await printed(async () => {
      await entries.makeFolder("one");
      await entries.makeFolder("two");
    });
    await assert.rejects(entries.rename("one", "two"), /one cannot be called two: there is one already/);
    await assert.rejects(entries.copy("none", "three"), /There is no none/);
    await assert.rejects(entries.write("../out.txt", ""), /cannot be a name here/);
  });
});
