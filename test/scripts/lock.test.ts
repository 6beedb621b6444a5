import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { packageRoot } from "../../scripts/places.js";
import { endAll, start } from "./cli.js";

const module = pathToFileURL(join(packageRoot, "scripts/setup/lock.mjs")).href;

describe("a lock among processes", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "djlab-lock-"));
  });
  afterEach(async () => {
    await endAll();
    rmSync(folder, { recursive: true });
  });

  /** A program that takes the locks of that name, with `work` to do under them. */
  const program = (work: string, ...names: string[]) => {
    const locks = Object.fromEntries(names.map((name) => [join(folder, name), `another ${name}`]));
    const text = `import * as fs from "node:fs";
      import { lock } from "${module}";
      const folder = ${JSON.stringify(folder)};
      const unlock = await lock(${JSON.stringify(locks)});
      ${work}`;
    return start(process.execPath, ["--input-type=module", "-e", text]);
  };
  const deadPid = async () => {
    const dead = start(process.execPath, ["-e", ""]);
    await dead.ended;
    return dead.child.pid!;
  };

  it("lets in one at a time, also when many find the lock of one that was killed", async () => {
    for (const name of ["a", "b"]) writeFileSync(join(folder, `${name}.${await deadPid()}`), "");
    const work = `
      fs.writeFileSync(folder + "/inside", "", { flag: "wx" });
      await new Promise((wake) => setTimeout(wake, 30));
      fs.rmSync(folder + "/inside");
      fs.appendFileSync(folder + "/count", "x");
      unlock();`;
    const names = [["a"], ["a", "b"], ["b", "a"], ["a"], ["a", "b"], ["a"]];
    const ended = await Promise.all(names.map((locks) => program(work, ...locks).ended));
    assert.deepEqual(
      ended.map(({ code }) => code),
      names.map(() => 0),
      ended.map(({ stderr }) => stderr).join(""),
    );
    assert.equal(readFileSync(join(folder, "count"), "utf8").length, names.length);
    assert.deepEqual(readdirSync(folder), ["count"]);
  });

  it("is waited for, with a line that names the holder and its file", async () => {
    const file = join(folder, `a.${process.pid}`);
    writeFileSync(file, "");
    const waiting = program("", "a", "b");
    await waiting.says(`waiting for another a, process ${process.pid} (if there is none: delete ${file})\n`);
    assert.deepEqual(readdirSync(folder), [`a.${process.pid}`]);
    rmSync(file);
    assert.equal((await waiting.ended).code, 0);
    assert.deepEqual(readdirSync(folder), []);
  });

  it("is its holder's own: who has let it go takes nobody else's away when it ends", async () => {
    const other = join(folder, `a.${process.pid}`);
    const { code } = await program(`unlock(); fs.writeFileSync(${JSON.stringify(other)}, "");`, "a").ended;
    assert.equal(code, 0);
    assert.ok(existsSync(other));
  });

  it("ends with its holder, also one that is made to end", async () => {
    const { code } = await program("process.exit(3);", "a").ended;
    assert.equal(code, 3);
    assert.deepEqual(readdirSync(folder), []);
  });

  it("is taken over from one that was killed, and from an earlier process of the same id", async () => {
    await program('process.kill(process.pid, "SIGKILL");', "a").ended;
    assert.equal(readdirSync(folder).length, 1);
    const text = `import * as fs from "node:fs"; import { lock } from "${module}";
      fs.writeFileSync(${JSON.stringify(join(folder, "a."))} + process.pid, "");
      (await lock({ [${JSON.stringify(join(folder, "a"))}]: "another a" }))();`;
    const { code, stderr } = await start(process.execPath, ["--input-type=module", "-e", text]).ended;
    assert.deepEqual([code, stderr], [0, ""]);
    assert.deepEqual(readdirSync(folder), []);
  });
});
