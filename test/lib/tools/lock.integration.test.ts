import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FolderInUse, Workspace } from "../../../lib/index.js";

const index = new URL("../../../lib/index.js", import.meta.url).href;

/** Another program that opens the folder and then waits; its output tells when. */
function other(folder: string): ChildProcess {
  const code = `import { Workspace } from ${JSON.stringify(index)};
    try { await Workspace.open(process.argv[1]); console.log("open"); setInterval(() => {}, 1e9); }
    catch (error) { console.log(error.name); }`;
  return spawn(process.execPath, ["--input-type=module", "-e", code, folder], {
    stdio: ["ignore", "pipe", "inherit"],
  });
}

async function says(child: ChildProcess): Promise<string> {
  const [text] = await once(child.stdout ?? assert.fail(), "data");
  return String(text).trim();
}

describe("a workspace that another program works in", () => {
  let folder: string;
  let child: ChildProcess;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), "djlab lock-"));
    child = other(folder);
    assert.equal(await says(child), "open");
  });
  afterEach(async () => {
    child.kill("SIGKILL");
    if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
    rmSync(folder, { recursive: true });
  });

  it("is refused, with its process and what to do", async () => {
    await assert.rejects(Workspace.open(folder), (error) => {
      assert.ok(error instanceof FolderInUse);
      assert.equal(error.pid, child.pid);
      return /Shut down the other notebook's kernel/.test(error.next ?? "");
    });
  });

  it("is free when that one has ended, even by SIGKILL", async () => {
    child.kill("SIGKILL");
    await once(child, "exit");
    const workspace = await Workspace.open(folder);
    assert.deepEqual(
      readdirSync(workspace.machinery).filter((name) => name.startsWith("lock.")),
      [`lock.${process.pid}`],
    );
    workspace.close();
    assert.ok(!readdirSync(workspace.machinery).some((name) => name.startsWith("lock.")));
  });

  it("is not held by a process that has only got the same number later", async function () {
    if (process.platform !== "linux") this.skip();
    child.kill("SIGKILL");
    await once(child, "exit");
    // Our parent lives, but never began when this file says.
    const { machinery } = await Workspace.open(folder);
    writeFileSync(join(machinery, `lock.${process.ppid}`), "another-boot 1");
    (await Workspace.open(folder)).close();
    (await Workspace.open(folder)).close();
  });
});

describe("a workspace that many programs open at once", () => {
  it("is given to one at most", async function () {
    this.timeout(60_000);
    const folder = mkdtempSync(join(tmpdir(), "djlab lock-"));
    const all = Array.from({ length: 6 }, () => other(folder));
    try {
      const answers = await Promise.all(all.map(says));
      assert.ok(answers.filter((answer) => answer === "open").length <= 1, answers.join());
      assert.ok(answers.every((answer) => answer === "open" || answer === "FolderInUse"));
    } finally {
      for (const child of all) child.kill("SIGKILL");
      await Promise.all(all.map((child) => child.exitCode ?? child.signalCode ?? once(child, "exit")));
      rmSync(folder, { recursive: true });
    }
  });
});
