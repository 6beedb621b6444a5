import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { afterEach, beforeEach, describe, it } from "mocha";
import { startLoop } from "./broadcasts.js";
import { KernelClient, kernelScript, runs } from "./client.js";

describe("a kernel's end", () => {
  let kernel: KernelClient;
  beforeEach(async () => {
    kernel = await KernelClient.start();
  });
  afterEach(() => kernel.close());

  for (const channel of ["control", "shell"] as const) {
    it(`comes after the reply on ${channel}, and leaves no process`, async () => {
      await kernel.execute("1");
      const pids = kernel.processes();
      assert.ok(pids.length >= 3, `${pids.length} processes`);
      const reply = await kernel.ask("shutdown_request", { restart: true }, channel);
      assert.deepEqual(reply, { status: "ok", restart: true });
      const replied = performance.now();
      assert.equal(await kernel.exit(), 0);
      const took = performance.now() - replied;
      assert.deepEqual(pids.filter(runs), []);
      assert.ok(took < 5000, `${took} ms`);
    });
  }

  it("is told of a cell that loops at the time: its error, its reply, its idle", async () => {
    const looping = await startLoop(kernel);
    await kernel.ask("shutdown_request", { restart: false }, "control");
    assert.equal((await kernel.executed(looping)).reply.content.ename, "RuntimeEnded");
    assert.equal(await kernel.exit(), 0);
  });

  it("comes by SIGTERM while a cell loops, and leaves no process", async () => {
    await startLoop(kernel);
    const pids = kernel.processes();
    kernel.process.kill("SIGTERM");
    assert.equal(await kernel.exit(), 0);
    assert.deepEqual(pids.filter(runs), []);
  });

  it("comes by SIGKILL and still leaves no process", async () => {
    await startLoop(kernel);
    const pids = kernel.processes();
    kernel.process.kill("SIGKILL");
    await kernel.exit();
    while (pids.some(runs)) await setTimeout(20);
  });

  it("comes when the process that started it is gone", async () => {
    const file = join(kernel.folder, "connection.json");
    kernel.process.kill("SIGTERM");
    await kernel.exit();
    const starter = `
      const kernel = require("child_process").spawn(process.execPath, ${JSON.stringify([kernelScript, file])});
      console.log(kernel.pid);
      setInterval(() => {}, 1000);`;
    const env = { ...process.env, JPY_PARENT_PID: "1" };
    const parent = spawn(process.execPath, ["-e", starter], { env, stdio: ["ignore", "pipe", "inherit"] });
    const [line] = await once(parent.stdout, "data");
    await kernel.ask("kernel_info_request");
    parent.kill("SIGKILL");
    while (runs(Number(line))) await setTimeout(50);
  });
});

describe("a kernel that cannot start", () => {
  it("says why in one line", () => {
    const start = (...args: string[]) =>
      spawnSync(process.execPath, [kernelScript, ...args], { encoding: "utf8" });
    const without = start();
    assert.deepEqual([without.status, without.stderr.trim().split("\n").length], [2, 1]);
    const absent = start("/absent/connection.json");
    assert.equal(absent.status, 1);
    assert.match(
      absent.stderr,
      /^djlab kernel: cannot read the connection file \/absent\/connection\.json: ENOENT.*\n$/,
    );
  });

  it("names the address that is taken", async () => {
    const kernel = await KernelClient.start();
    try {
      const second = spawnSync(process.execPath, [kernelScript, join(kernel.folder, "connection.json")], {
        encoding: "utf8",
      });
      assert.equal(second.status, 1);
      assert.match(second.stderr, /^djlab kernel: cannot listen on tcp:\/\/127\.0\.0\.1:\d+ \(\w+\): .*\n$/);
    } finally {
      await kernel.close();
    }
  });
});
