import assert from "node:assert/strict";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { WrongUse } from "../../scripts/errors.js";
import { demandWritable, makeFolder, withEmptyFolder } from "../../scripts/folders.js";
import { packageRoot } from "../../scripts/places.js";
import { start } from "./cli.js";

describe("a folder to write into", () => {
  let above: string;
  beforeEach(() => {
    above = mkdtempSync(join(tmpdir(), "djlab-folders-"));
  });
  afterEach(() => rmSync(above, { recursive: true }));

  it("is made with those on the way, also by two at a time, and left as it is when it is there", async () => {
    const folder = join(above, "a/b/c");
    await Promise.all([makeFolder(folder), makeFolder(folder)]);
    writeFileSync(join(folder, "kept"), "");
    await demandWritable(folder, "");
    assert.deepEqual(readdirSync(folder), ["kept"]);
  });

  it("is refused where a file is in the way, with what to do", async () => {
    const file = join(above, "file");
    writeFileSync(file, "");
    for (const folder of [file, join(file, "below")]) {
      await assert.rejects(demandWritable(folder, "Go elsewhere."), (error: WrongUse) => {
        assert.ok(error instanceof WrongUse);
        assert.equal(error.message, `Nothing can be written into ${folder}: ${file} is a file, not a folder`);
        assert.equal(error.next, "Go elsewhere.");
        return true;
      });
    }
  });

  it("is refused at once where the system makes none", async function () {
    if (!existsSync("/proc/self")) this.skip();
    for (const folder of ["/proc", "/proc/nope", "/proc/nope/below"])
      await assert.rejects(demandWritable(folder, ""), WrongUse);
  });

  it("is refused when it is not ours to write", async function () {
    if (process.platform === "win32" || process.getuid?.() === 0) this.skip();
    const folder = join(above, "closed");
    mkdirSync(folder, { mode: 0o555 });
    await assert.rejects(demandWritable(folder, ""), /permission denied/);
  });
});

describe("an empty folder for a while", () => {
  let above: string;
  beforeEach(() => {
    above = mkdtempSync(join(tmpdir(), "djlab-empty-"));
  });
  afterEach(() => rmSync(above, { recursive: true }));
  const fill = (folder: string) => {
    assert.deepEqual(readdirSync(folder), []);
    mkdirSync(join(folder, "a/b"), { recursive: true });
  };

  it("is gone after success and after failure", async () => {
    const result = await withEmptyFolder(above, async (folder) => {
      fill(folder);
      return "done";
    });
    assert.equal(result, "done");
    const failing = withEmptyFolder(above, async (folder) => {
      fill(folder);
      throw new RangeError("too far");
    });
    await assert.rejects(failing, RangeError);
    assert.deepEqual(readdirSync(above), []);
  });

  it("is gone when the command is made to end in the middle", async () => {
    const module = pathToFileURL(join(packageRoot, "dist/scripts/folders.js")).href;
    const program = `import { withEmptyFolder } from "${module}";
      await withEmptyFolder(${JSON.stringify(above)}, async (folder) => { console.log(folder); process.exit(3); });`;
    const { code, stdout } = await start(process.execPath, ["--input-type=module", "-e", program]).ended;
    assert.equal(code, 3);
    assert.match(stdout, /work-/);
    assert.deepEqual(readdirSync(above), []);
  });

  it("is swept by the next one after a kill -9", async () => {
    const module = pathToFileURL(join(packageRoot, "dist/scripts/folders.js")).href;
    const program = `import { withEmptyFolder } from "${module}";
      await withEmptyFolder(${JSON.stringify(above)}, async () => process.kill(process.pid, "SIGKILL"));`;
    await start(process.execPath, ["--input-type=module", "-e", program]).ended;
    assert.equal(readdirSync(above).length, 1);
    await withEmptyFolder(above, async () => assert.equal(readdirSync(above).length, 1));
    assert.deepEqual(readdirSync(above), []);
  });
});
