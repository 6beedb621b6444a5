import assert from "node:assert/strict";
import { setImmediate } from "node:timers/promises";
import { describe, it } from "mocha";
import { Queue } from "../../../kernel/session/queue.js";

describe("the queue of cells", () => {
  function recording(queue: Queue) {
    const log: string[] = [];
    const add = (name: string, work: () => Promise<void> = setImmediate) =>
      queue.add({
        run: async () => {
          log.push(`${name} begins`);
          await work();
          log.push(`${name} ends`);
        },
        abort: async () => {
          log.push(`${name} aborted`);
        },
      });
    return { log, add };
  }
  async function idle(queue: Queue): Promise<void> {
    while (queue.busy) await setImmediate();
  }

  it("runs one after the other, in order", async () => {
    const queue = new Queue();
    const { log, add } = recording(queue);
    add("1");
    add("2");
    assert.ok(queue.busy);
    await idle(queue);
    assert.deepEqual(log, ["1 begins", "1 ends", "2 begins", "2 ends"]);
  });

  it("aborts what waits when a cell stops it, after that cell, and then goes on", async () => {
    const queue = new Queue();
    const { log, add } = recording(queue);
    add("1", () => queue.stop());
    add("2");
    add("3");
    await idle(queue);
    add("4");
    await idle(queue);
    assert.deepEqual(log, ["1 begins", "1 ends", "2 aborted", "3 aborted", "4 begins", "4 ends"]);
  });

  it("aborts what comes in while the failure is being told, not what comes after", async () => {
    const queue = new Queue();
    const { log, add } = recording(queue);
    add("1", async () => {
      const stopped = queue.stop();
      await setImmediate();
      add("2");
      await stopped;
      add("3");
    });
    await idle(queue);
    assert.deepEqual(log, ["1 begins", "1 ends", "2 aborted", "3 begins", "3 ends"]);
  });

  it("gives a turn at once, or when those before are through, aborted or not", async () => {
    const queue = new Queue();
    const { log, add } = recording(queue);
    await queue.turn();
    assert.ok(!queue.busy);
    add("1", () => queue.stop());
    add("2");
    await queue.turn();
    assert.deepEqual(log, ["1 begins", "1 ends", "2 aborted"]);
    assert.ok(!queue.busy);
  });

  it("can be emptied from outside", async () => {
    const queue = new Queue();
    const { log, add } = recording(queue);
    add("1");
    add("2");
    await queue.abort();
    await idle(queue);
    assert.deepEqual(log, ["1 begins", "2 aborted", "1 ends"]);
  });
});
