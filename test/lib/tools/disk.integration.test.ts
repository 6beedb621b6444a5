import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  DiskFull,
  FolderUnusable,
  findPython,
  PermissionDenied,
  run,
  Workspace,
} from "../../../lib/index.js";
import { type SmallDisk, smallDisk } from "../small-disk.js";

const { command: python } = await findPython();

describe("a disk", () => {
  let disk: SmallDisk;
  before(function () {
    disk = smallDisk(this);
  });
  after(() => disk?.remove());

  it("that is full is told by its name, and what was saved before stays whole", async () => {
    const workspace = await Workspace.open(join(disk.folder, "work"));
    writeFileSync(workspace.path("settings.py"), "DEBUG = True\n");
    await workspace.save("first");
    writeFileSync(workspace.path("large"), Buffer.alloc(600_000));
    await assert.rejects(workspace.save("second"), (error) => {
      assert.ok(error instanceof FolderUnusable);
      assert.match(error.message, /the disk is full/);
      return /Make room/.test(error.next ?? "");
    });
    assert.deepEqual(await workspace.saved(), ["first"]);
    const states = readdirSync(join(workspace.machinery, "states"));
    assert.equal(states.length, 2, "what was copied of the second is gone");
    await workspace.restore("first");
    assert.equal(readFileSync(workspace.path("settings.py"), "utf8"), "DEBUG = True\n");
    workspace.close();
  });

  it("that is full fails a program with a type of its own", async () => {
    const writing = "open('big', 'wb').write(bytes(2_000_000))";
    const failing = run([...python, "-c", writing], { cwd: disk.folder, show: false });
    await assert.rejects(failing, (error) => {
      assert.ok(error instanceof DiskFull);
      return /the disk is full\nIts last words:\n[\s\S]*No space left/.test(error.message);
    });
    rmSync(join(disk.folder, "big"), { force: true });
  });

  it("that can only be read is told when a folder on it is opened, and to a program", async () => {
    disk.readOnly();
    await assert.rejects(Workspace.open(join(disk.folder, "other")), (error) => {
      assert.ok(error instanceof FolderUnusable);
      assert.match(error.message, /this disk can only be read/);
      return /DJLAB_WORK/.test(error.next ?? "");
    });
    const failing = run([...python, "-c", "open('new', 'w')"], { cwd: disk.folder, show: false });
    await assert.rejects(failing, (error) => {
      assert.ok(error instanceof PermissionDenied);
      assert.match(error.message, /new may not be written or read/);
      return /can only be read/.test(error.next ?? "");
    });
  });
});

describe("a folder", () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "djlab folder-"));
  });
  after(() => rmSync(folder, { recursive: true }));

  it("whose name a file has is told", async () => {
    writeFileSync(join(folder, "file"), "");
    for (const place of [join(folder, "file"), join(folder, "file", "work")])
      await assert.rejects(Workspace.open(place), /cannot be used: a file has its name, or that of a folder/);
  });

  it("that is somebody else's is told", async function () {
    if (process.platform === "win32" || process.getuid?.() === 0) {
      console.log("      whoever runs this may write everywhere: skipped");
      this.skip();
    }
    mkdirSync(join(folder, "theirs"), { mode: 0o555 });
    await assert.rejects(Workspace.open(join(folder, "theirs", "work")), /you may not write there/);
  });

  it("may have spaces, quotes and letters of any language in its path", async () => {
    const workspace = await Workspace.open(join(folder, `it's "my" ü ñ 日本 dir`));
    const { stdout } = await run([...python, "-c", "import os; print(os.getcwd())"], {
      cwd: workspace.folder,
      show: false,
    });
    assert.equal(stdout.trim(), workspace.folder);
  });
});
