import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { descendants, end, ending, isAlive, processTable } from "../../../kernel/runtime/processes.js";

describe("processes", () => {
  it("are ended by taskkill with their tree on Windows", () => {
    const how = { program: "taskkill", args: ["/PID", "12", "/T", "/F"] };
    assert.deepEqual(ending({ pid: 12, group: false }, "SIGINT", "win32"), how);
    assert.deepEqual(processTable("win32"), []);
  });

  it("are ended by a signal elsewhere, groups by the negative pid", () => {
    assert.deepEqual(ending({ pid: 12, group: false }, "SIGINT", "darwin"), { pid: 12, signal: "SIGINT" });
    assert.deepEqual(ending({ pid: 12, group: true }, "SIGKILL", "linux"), { pid: -12, signal: "SIGKILL" });
  });

  it("are found below their parents", () => {
    const table = [
      { pid: 2, parent: 1 },
      { pid: 3, parent: 2 },
      { pid: 4, parent: 3 },
      { pid: 5, parent: 1 },
    ];
    assert.deepEqual(descendants([2], table), [3, 4]);
  });

  it("are in the machine's table, and gone when they were ended", async () => {
    const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
    await once(child, "spawn");
    const target = { pid: child.pid!, group: false };
    assert.ok(isAlive(target));
    if (process.platform !== "win32")
      assert.ok(descendants([process.pid], processTable()).includes(target.pid));
    end(target, "SIGKILL");
    await once(child, "exit");
    assert.ok(!isAlive(target));
    end(target, "SIGKILL");
  });
});
