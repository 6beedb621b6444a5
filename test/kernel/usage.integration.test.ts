import assert from "node:assert/strict";
import { hostname } from "node:os";
import { after, before, describe, it } from "mocha";
import { startLoop } from "./broadcasts.js";
import { KernelClient } from "./client.js";

describe("what a kernel uses", () => {
  let kernel: KernelClient;
  before(async () => {
    kernel = await KernelClient.start();
  });
  after(() => kernel.close());

  const usage = () => kernel.ask("usage_request", {}, "control");

  it("is told while a cell loops, with the machine that it runs on", async () => {
    const id = await startLoop(kernel);
    const { status, pid, hostname: host, cpu_count, host_cpu_percent, host_virtual_memory } = await usage();
    assert.deepEqual([status, pid, host], ["ok", kernel.process.pid, hostname()]);
    assert.ok(cpu_count >= 1);
    assert.ok(host_cpu_percent === null || (host_cpu_percent >= 0 && host_cpu_percent <= 100));
    const { total, available, used, free, percent } = host_virtual_memory;
    assert.ok(free <= available && available < total);
    assert.equal(used, total - available);
    assert.ok(percent > 0 && percent < 100);
    await kernel.ask("interrupt_request", {}, "control");
    await kernel.executed(id);
  });

  it("is that of all its processes", async function () {
    // Windows does not tell what other processes use.
    if (process.platform === "win32") return this.skip();
    const before = await usage();
    const megabytes = 200;
    await kernel.execute(`const kept = Buffer.alloc(${megabytes} * 2 ** 20, 1); 0`);
    const busy = "const end = process.cpuUsage().user + 300_000; while (process.cpuUsage().user < end);";
    await kernel.execute(busy);
    const after = await usage();
    assert.ok(after.kernel_memory - before.kernel_memory > 0.8 * megabytes * 2 ** 20);
    assert.ok(after.kernel_cpu > 0);
  });
});
