import assert from "node:assert/strict";
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { DjlabError, Workspace } from "../../../../lib/index.js";
import { readContents } from "../../../../lib/tools/state/contents.js";

/** A folder as data: text of a file, `null` for a folder. */
type Files = Record<string, string | null>;

function write(folder: string, files: Files, modified?: number) {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(text === null ? join(folder, path) : dirname(join(folder, path)), { recursive: true });
    if (text !== null) writeFileSync(join(folder, path), text);
    if (text !== null && modified) utimesSync(join(folder, path), modified, modified);
  }
}

async function read(folder: string): Promise<Files> {
  const files: Files = {};
  for (const [path, { kind }] of readContents(folder, (name) => name === ".djlab"))
    files[path] = kind === "folder" ? null : readFileSync(join(folder, path), "utf8");
  return files;
}

/** Seconds since 1970. */
const longAgo = 1_600_000_000;

const name = fc.constantFrom("a", "b", "c d", "é", ".hidden", "x.py");
const path = fc.array(name, { minLength: 1, maxLength: 3 }).map((parts) => parts.join("/"));
/** Paths of which none is the folder of another one. */
const files = fc.dictionary(path, fc.option(fc.string({ maxLength: 8 })), { maxKeys: 8 }).map((all) => {
  const paths = Object.keys(all);
  const fits = (one: string) => !paths.some((other) => one.startsWith(`${other}/`));
  return Object.fromEntries(Object.entries(all).filter(([one]) => fits(one)));
});

describe("a saved state", () => {
  let base: string;
  let workspace: Workspace;
  beforeEach(async () => {
    base = mkdtempSync(join(tmpdir(), "djlab ä state-"));
    workspace = await Workspace.open(join(base, "work"));
  });
  afterEach(() => rmSync(base, { recursive: true }));

  it("comes back as it was, whatever has happened to the folder", async function () {
    this.timeout(60_000);
    await fc.assert(
      fc.asyncProperty(files, files, async (before, after) => {
        await workspace.clear();
        write(workspace.folder, before);
        const saved = await read(workspace.folder);
        await workspace.save("s");
        await workspace.clear();
        write(workspace.folder, after);
        await workspace.restore("s");
        assert.deepEqual(await read(workspace.folder), saved);
      }),
      { numRuns: 40 },
    );
  });

  it("copies only what differs, and removes what came", async () => {
    write(workspace.folder, { "a.py": "1", "b/c.py": "2", "b/d.py": "3" }, longAgo);
    assert.equal((await workspace.save("s")).files.copied, 3);
    write(workspace.folder, { "b/c.py": "longer", "new/e.py": "" });
    rmSync(join(workspace.folder, "b/d.py"));
    assert.deepEqual((await workspace.restore("s")).files, { copied: 2, kept: 1, removed: 2 });
    assert.deepEqual((await workspace.restore("s")).files, { copied: 0, kept: 3, removed: 0 });
  });

  it("notices an edit that keeps the length", async () => {
    write(workspace.folder, { "a.py": "DEBUG = 1" });
    await workspace.save("s");
    write(workspace.folder, { "a.py": "DEBUG = 0" });
    utimesSync(join(workspace.folder, "a.py"), 1, 1);
    await workspace.restore("s");
    assert.equal(readFileSync(workspace.path("a.py"), "utf8"), "DEBUG = 1");
  });

  it("keeps links, times and permissions", async function () {
    if (process.platform === "win32") this.skip();
    write(workspace.folder, { "bin/python": "", "only/read.txt": "x" }, longAgo);
    symlinkSync("python", join(workspace.folder, "bin/python3"));
    symlinkSync("/nowhere", join(workspace.folder, "bin/broken"));
    symlinkSync("../only", join(workspace.folder, "bin/folder"));
    chmodSync(join(workspace.folder, "bin/python"), 0o755);
    chmodSync(join(workspace.folder, "only"), 0o555);
    utimesSync(join(workspace.folder, "bin/python"), 1_600_000_000, 1_600_000_000);
    await workspace.save("s");
    await workspace.clear();
    await workspace.restore("s");
    const at = (path: string) => join(workspace.folder, path);
    assert.equal(readlinkSync(at("bin/python3")), "python");
    assert.equal(readlinkSync(at("bin/broken")), "/nowhere");
    assert.ok(lstatSync(at("bin/folder")).isSymbolicLink());
    assert.equal(statSync(at("bin/python")).mode & 0o777, 0o755);
    assert.equal(statSync(at("bin/python")).mtimeMs, 1_600_000_000_000);
    assert.equal(statSync(at("only")).mode & 0o777, 0o555);
    assert.equal((await workspace.restore("s")).files.copied, 0);
    chmodSync(at("only"), 0o755);
  });

  it("replaces what had its name, and leaves nothing of that behind", async () => {
    write(workspace.folder, { one: "1" });
    await workspace.save("s");
    write(workspace.folder, { two: "2" });
    // So often that two of them may fall into one tick of the clock.
    for (let time = 0; time < 30; time++) {
      await workspace.save("s");
      assert.deepEqual(await workspace.saved(), ["s"]);
    }
    assert.equal(readdirSync(join(workspace.machinery, "states")).length, 2);
    await workspace.forget("s");
    assert.deepEqual(readdirSync(join(workspace.machinery, "states")), []);
  });

  it("that is not there is told, with those that are", async () => {
    await assert.rejects(workspace.restore("nothing"), { next: /Save one first/ });
    await workspace.save("first");
    await assert.rejects(workspace.restore("nothing"), { next: "Take one of: first" });
    for (const bad of ["../x", "", "-x", "a/b", "restoring.json"])
      await assert.rejects(workspace.restore(bad), /cannot be the name of a state/);
  });

  it("of which the restoring was interrupted is restored when the folder is opened again", async () => {
    write(workspace.folder, { a: "1", b: "2" });
    await workspace.save("s");
    // As a kill leaves it: some files are back, one is not, one is not gone yet; the mark lies there.
    rmSync(workspace.path("b"));
    write(workspace.folder, { c: "3" });
    writeFileSync(join(workspace.machinery, "states", "restoring"), "s");
    const again = await Workspace.open(workspace.folder);
    assert.deepEqual(await again.entries(), ["a", "b"]);
    assert.ok(!existsSync(join(workspace.machinery, "states", "restoring")));
  });

  it("of which the saving was interrupted is as it was, and what was copied goes", async () => {
    write(workspace.folder, { a: "1" }, longAgo);
    await workspace.save("s");
    const store = join(workspace.machinery, "states");
    const before = readdirSync(store);
    write(store, { "s.1-2/half": "" });
    await Workspace.open(workspace.folder);
    assert.deepEqual(readdirSync(store), before);
    assert.equal((await workspace.restore("s")).files.kept, 1);
  });

  it("that has lost files is not restored, and takes nothing away; the folder still opens", async () => {
    write(workspace.folder, { a: "1" });
    await workspace.save("s");
    const store = join(workspace.machinery, "states");
    const files = readdirSync(store).find((name) => name.startsWith("s.") && name !== "s.json") ?? "";
    rmSync(join(store, files, "a"));
    write(workspace.folder, { a: "2", mine: "" });
    await assert.rejects(workspace.restore("s"), /state "s" is damaged: some of its files are gone/);
    assert.deepEqual(await read(workspace.folder), { a: "2", mine: "" });
    assert.deepEqual(await workspace.saved(), []);
    write(store, { restoring: "s" });
    await Workspace.open(workspace.folder);
    assert.deepEqual(await read(workspace.folder), { a: "2", mine: "" });
    await workspace.save("s");
    assert.deepEqual(await workspace.saved(), ["s"]);
  });

  it("whose record is damaged can be saved anew", async () => {
    const store = join(workspace.machinery, "states");
    for (const record of ["", "{", "null", "[]", '{"files":1}']) {
      write(store, { "s.json": record });
      await assert.rejects(workspace.restore("s"), DjlabError);
      await Workspace.open(workspace.folder);
      await workspace.save("s");
      await workspace.restore("s");
    }
  });

  it("waits for what goes on in the folder", async () => {
    write(workspace.folder, { a: "1" });
    const [, saved] = await Promise.all([workspace.save("s"), workspace.save("s"), workspace.clear()]);
    assert.equal(saved.files.copied, 1);
    await Promise.all([workspace.restore("s"), workspace.restore("s")]);
    const [, empty] = await Promise.all([workspace.clear(), workspace.save("t"), workspace.forget("s")]);
    assert.equal(String(empty).replace(/ in .*/, ""), 'The state "t" is saved: 0 files copied,');
    assert.deepEqual(await workspace.saved(), ["t"]);
  });

  it("gets no name that cannot be a file's", async () => {
    for (const name of ["../x", "", "-x", "a b", "a\0b", "CON", "nul", "é", "a".repeat(99), undefined])
      await assert.rejects(workspace.save(name as string), DjlabError, name);
    assert.equal(existsSync(join(workspace.machinery, "states")), false);
  });
});
