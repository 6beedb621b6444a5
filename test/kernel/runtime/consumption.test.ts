import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { consumptionOf, fromListing } from "../../../kernel/runtime/consumption.js";

describe("what processes use", () => {
  it("is read from ps as Linux and macOS print it", () => {
    const listing = "    1   9000 00:00:03\n 4242 1024   1:02.50\n  77      0 2-01:00:00\n";
    assert.deepEqual(fromListing(listing), [
      [1, { seconds: 3, bytes: 9_216_000 }],
      [4242, { seconds: 62.5, bytes: 1_048_576 }],
      [77, { seconds: 2 * 86_400 + 3600, bytes: 0 }],
    ]);
  });

  it("is told of this very process, and not of one that is not there", function () {
    if (process.platform === "win32") return this.skip();
    // Past the largest number that a process can have.
    const found = consumptionOf([process.pid, 2 ** 30]);
    assert.deepEqual([...(found?.keys() ?? [])], [process.pid]);
    const { seconds, bytes } = found!.get(process.pid)!;
    const { user, system } = process.cpuUsage();
    assert.ok(seconds > 0 && seconds <= (user + system) / 1e6 + 0.1);
    assert.ok(bytes > 2 ** 20 && bytes < 2 ** 33);
  });

  it("is the same by ps as by /proc", function () {
    if (process.platform !== "linux") return this.skip();
    const [proc, ps] = (["linux", "darwin"] as const).map((one) =>
      consumptionOf([process.pid], one)?.get(process.pid),
    );
    assert.ok(Math.abs(proc!.seconds - ps!.seconds) < 2);
    assert.ok(ps!.bytes >= proc!.bytes * 0.8);
  });

  it("is not known on Windows", () => {
    assert.equal(consumptionOf([process.pid], "win32"), undefined);
  });
});
