import assert from "node:assert/strict";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import fc from "fast-check";
import { DjlabError, Workspace } from "../../../lib/index.js";

describe("a workspace", () => {
  let folder: string;
  let workspace: Workspace;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), "djlab ä workspace-"));
    workspace = await Workspace.open(join(folder, "work", "chapter"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("makes its folder", () => assert.ok(existsSync(workspace.folder)));

  it("takes no name that leads out, hides, is an option, or that Windows keeps for devices", () => {
    for (const name of [
      "..",
      ".",
      "",
      "a/b",
      "a\\b",
      "/etc",
      "-rf",
      ".hidden",
      "nul",
      "COM1.txt",
      "a ",
      "x.",
      "a\u2215b",
      "x\u202e",
      "é".repeat(120),
    ]) {
      assert.throws(() => workspace.path(name), DjlabError, name);
    }
    assert.equal(basename(workspace.path("größe")), "größe");
    assert.throws(() => workspace.path("con"), /"con" cannot be a name here: Windows keeps it for a device/);
    assert.throws(
      () => workspace.path("a\0".repeat(99)),
      ({ message }: Error) => !message.includes("\0"),
    );
    assert.throws(() => workspace.path(undefined as unknown as string), DjlabError);
  });

  it("never gives a path outside its folder, whatever the name", () => {
    fc.assert(
      fc.property(fc.string(), (name) => {
        try {
          const path = workspace.path(name);
          assert.equal(dirname(path), workspace.folder);
          assert.equal(basename(path), name);
        } catch (error) {
          assert.ok(error instanceof DjlabError);
        }
      }),
    );
  });

  it("knows after an interruption what is half made, and forgets it when it is whole", async () => {
    const interrupted = workspace.making("env", async () => {
      mkdirSync(workspace.path("env"));
      throw new Error("interrupted");
    });
    await assert.rejects(interrupted, /interrupted/);
    assert.equal(workspace.isHalfMade("env"), true);
    await workspace.making("env", async () => {}, { replace: true });
    assert.equal(workspace.isHalfMade("env"), false);
  });

  it("never takes a folder of the reader's for half made", async () => {
    await assert.rejects(workspace.making("mysite", () => Promise.reject(new Error("refused"))));
    mkdirSync(workspace.path("mysite"));
    assert.equal(workspace.isHalfMade("mysite"), false);
    await assert.rejects(workspace.making("mysite", () => Promise.reject(new Error("name taken"))));
    assert.equal(workspace.isHalfMade("mysite"), false);
  });

  it("keeps its machinery in the nearest .djlab on the way up, a part for each folder", async () => {
    assert.ok(workspace.machinery.startsWith(join(workspace.folder, ".djlab")));
    mkdirSync(join(folder, "other", ".djlab"), { recursive: true });
    const one = await Workspace.open(join(folder, "other", "a", "chapter"));
    const two = await Workspace.open(join(folder, "other", "b", "chapter"));
    assert.notEqual(one.machinery, two.machinery);
    for (const { machinery } of [one, two]) assert.ok(machinery.startsWith(join(folder, "other", ".djlab")));
    assert.deepEqual(await one.entries(), []);
  });

  it("has no state that nobody saved, and says where it was asked for", async () => {
    await assert.rejects(
      () => workspace.restore("none"),
      ({ stack = "" }: Error) => /no saved state "none"/.test(stack) && stack.includes("workspace.test.js"),
    );
  });

  it("is empty after it was cleared", async () => {
    writeFileSync(workspace.path("file"), "");
    assert.deepEqual(await workspace.entries(), ["file"]);
    await workspace.clear();
    assert.deepEqual(await workspace.entries(), []);
  });
});
