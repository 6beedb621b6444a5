import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "mocha";
import { KernelClient } from "./client.js";

describe("the history of kernels", () => {
  let state: string;
  before(() => {
    state = mkdtempSync(join(tmpdir(), "djlab-state-"));
  });
  after(() => rmSync(state, { recursive: true }));

  it("outlasts them: what an earlier one ran is there, with what came out", async () => {
    const first = await KernelClient.start({}, { DJLAB_STATE: state });
    await first.execute("const answer = 6 * 7; answer");
    await first.execute("throw new Error('kept too')");
    await first.execute("'not this'", { store_history: false });
    await first.close();

    const second = await KernelClient.start({}, { DJLAB_STATE: state });
    try {
      await second.execute("1 + 1");
      const ask = async (content: object) => (await second.ask("history_request", content)).history;
      const tail = await ask({ hist_access_type: "tail", n: 10 });
      assert.deepEqual(
        tail.map(([, line, code]: unknown[]) => [line, code]),
        [
          [1, "const answer = 6 * 7; answer"],
          [2, "throw new Error('kept too')"],
          [1, "1 + 1"],
        ],
      );
      const before = await ask({ hist_access_type: "range", session: -1, stop: 2, output: true });
      assert.deepEqual(before[0].slice(1), [1, ["const answer = 6 * 7; answer", "42"]]);
      const found = await ask({ hist_access_type: "search", pattern: "*kept*" });
      assert.deepEqual(
        found.map(([, , code]: unknown[]) => code),
        ["throw new Error('kept too')"],
      );
    } finally {
      await second.close();
    }
  });
});
