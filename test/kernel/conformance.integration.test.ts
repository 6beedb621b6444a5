import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { promisify } from "node:util";
import { after, before, describe, it } from "mocha";
import { installKernelspec } from "../../kernel/kernelspec.js";

const run = promisify(execFile);
const root = resolve(import.meta.dirname, "../../..");
const suite = "jupyter_kernel_test==0.7.0";
const folder = join(root, ".djlab", "conformance");
const windows = process.platform === "win32";
const python = join(folder, windows ? "Scripts/python.exe" : "bin/python");

/** The suite in an environment of its own, made once. */
async function prepare(): Promise<void> {
  const installed = await run(python, ["-m", "pip", "freeze"]).catch(() => undefined);
  if (installed?.stdout.includes(suite)) return;
  mkdirSync(dirname(folder), { recursive: true });
  await run(windows ? "python" : "python3", ["-m", "venv", "--clear", folder]);
  await run(python, ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", suite]);
}

describe("Jupyter's conformance suite", function () {
  this.timeout(300_000);
  let prefix: string;
  const fixture = async (name: string) => {
    const script = join(root, "test", "fixtures", "kernel", name);
    const env = { ...process.env, JUPYTER_PATH: join(prefix, "share", "jupyter"), PYTHONUTF8: "1" };
    const { stdout } = await run(python, [script], { env, cwd: prefix });
    return JSON.parse(stdout.trim().split("\n").at(-1)!);
  };
  before(async () => {
    prefix = mkdtempSync(join(tmpdir(), "djlab-conformance-"));
    await Promise.all([prepare(), installKernelspec({ prefix })]);
  });
  after(() => rmSync(prefix, { recursive: true, force: true }));

  it("passes, but for history, the pager and the welcome on iopub", async () => {
    const { passed, failed, skipped } = await fixture("conformance.py");
    assert.deepEqual(failed, []);
    assert.deepEqual(skipped.sort(), ["test_history", "test_pager", "test_recv_iopub_welcome_msg"]);
    assert.equal(passed.length, 10);
  });

  it("finds every message of a varied session to be as its schemas say", async () => {
    const { kinds, violations } = await fixture("schemas.py");
    assert.deepEqual(violations, []);
    const seen = Object.keys(kinds);
    for (const kind of [
      "display_data",
      "update_display_data",
      "clear_output",
      "execute_result",
      "error",
      "stream",
    ]) {
      assert.ok(seen.includes(kind), `${kind} in ${seen.join(", ")}`);
    }
    assert.ok(seen.filter((kind) => kind.endsWith("_reply")).length >= 9, seen.join(", "));
  });
});
