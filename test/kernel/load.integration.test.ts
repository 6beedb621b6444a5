import assert from "node:assert/strict";
import { setTimeout as pause } from "node:timers/promises";
import { after, afterEach, before, beforeEach, describe, it } from "mocha";
import { result, startLoop, states, stream, types } from "./broadcasts.js";
import { KernelClient, runs } from "./client.js";

const printing =
  'console.log("begun");\nfor (let i = 0; i < 100_000; i++) console.log(i);\nconsole.log("done");';

describe("a kernel under load", () => {
  let kernel: KernelClient;
  before(async () => {
    kernel = await KernelClient.start();
  });
  after(() => kernel.close());

  it("goes on when a client disconnects in the midst of output", async () => {
    for (let i = 0; i < 3; i++) {
      const other = await kernel.another();
      const id = await other.send("execute_request", { code: printing });
      await other.hear(({ parent, type }) => parent === id && type === "stream");
      other.leave();
      await kernel.idle(id);
    }
    assert.equal(result(await kernel.execute("6 * 7")), "42");
    const late = await kernel.another();
    try {
      assert.equal(result(await late.execute("7 * 7")), "49");
    } finally {
      late.leave();
    }
  });

  it("replies to each client its own, and broadcasts to both", async () => {
    const other = await kernel.another();
    try {
      const clients = [kernel, other];
      for (const { replies } of clients) replies.length = 0;
      const sent = await Promise.all(
        Array.from({ length: 20 }, (_, i) =>
          clients[i % 2]!.send("execute_request", { code: `console.log("cell ${i}")` }),
        ),
      );
      await Promise.all(sent.flatMap((id) => clients.map((client) => client.idle(id))));
      for (const [i, id] of sent.entries()) {
        await clients[i % 2]!.reply(id);
        for (const { broadcast } of clients) {
          const about = broadcast.filter(({ parent }) => parent === id);
          assert.deepEqual(types(about), ["status", "execute_input", "stream", "status"]);
          assert.equal(about[2]!.content.text, `cell ${i}\n`);
        }
      }
      for (const [which, { replies }] of clients.entries()) {
        const own = sent.filter((_, i) => i % 2 === which);
        const got = replies.flatMap(({ type, parent }) => (type === "execute_reply" ? [parent!] : []));
        assert.deepEqual(got.sort(), own.sort());
      }
    } finally {
      other.leave();
    }
  });

  it("aborts 500 cells that wait when the one before them is interrupted", async () => {
    const running = await startLoop(kernel);
    const waiting = await Promise.all(
      Array.from({ length: 500 }, () => kernel.send("execute_request", { code: "1" })),
    );
    // Sent on the same socket: once it is answered, the others have arrived.
    await kernel.ask("kernel_info_request");
    await kernel.ask("interrupt_request", {}, "control");
    assert.equal((await kernel.executed(running)).reply.content.ename, "Interrupted");
    for (const id of waiting) {
      const { reply, broadcast } = await kernel.executed(id);
      assert.equal(reply.content.status, "aborted");
      assert.deepEqual(states(broadcast), ["busy", "idle"]);
      assert.equal(kernel.replies.filter(({ parent }) => parent === id).length, 1);
    }
    assert.equal(result(await kernel.execute("6 * 7")), "42");
  });

  it("lets a cell run on when the process of the language is killed under it", async () => {
    const own = Number(result(await kernel.execute("const own = process.pid; own")));
    const id = await kernel.send("execute_request", {
      code: 'let go = false; console.log("begun"); while (!go) await new Promise((r) => setTimeout(r, 5)); "whole"',
    });
    await kernel.hear(({ parent, type }) => parent === id && type === "stream");
    for (const pid of kernel.processes().filter((one) => one !== own && one !== kernel.process.pid)) {
      process.kill(pid, "SIGKILL");
    }
    assert.ok((await kernel.ask("complete_request", { code: "own.", cursor_pos: 4 })).matches.length > 0);
    await kernel.ask("interrupt_request", {}, "control");
    assert.equal((await kernel.executed(id)).reply.content.ename, "Interrupted");
    assert.equal(result(await kernel.execute("own")), String(own));
  });
});

describe("a kernel's end under load", () => {
  let kernel: KernelClient;
  beforeEach(async () => {
    kernel = await KernelClient.start();
  });
  afterEach(() => kernel.close());

  for (const code of ['for (;;) console.log("again")', "while (true) {}"]) {
    it(`comes for a restart during \`${code}\` with cells behind it, and leaves no process`, async () => {
      const child =
        'import { spawn } from "node:child_process"; const sleeper = spawn("sleep", ["1000"]); sleeper.pid';
      const sleeper = Number(result(await kernel.execute(child)));
      const id = await kernel.send("execute_request", { code: `console.log("begun"); ${code}` });
      await kernel.hear(({ parent, type }) => parent === id && type === "stream");
      for (let i = 0; i < 50; i++) await kernel.send("execute_request", { code: "1" });
      const pids = [...kernel.processes(), sleeper];
      assert.ok(pids.length >= 4);
      const reply = await kernel.ask("shutdown_request", { restart: true }, "control");
      assert.deepEqual(reply, { status: "ok", restart: true });
      await kernel.exit();
      while (pids.some(runs)) await pause(20);
    });
  }

  for (const signal of ["SIGTERM", "SIGKILL"] as const) {
    it(`comes by ${signal} while a cell prints, and leaves no process`, async () => {
      const id = await kernel.send("execute_request", { code: 'for (;;) console.log("again")' });
      await kernel.hear(({ parent, type }) => parent === id && type === "stream");
      const pids = kernel.processes();
      kernel.process.kill(signal);
      await kernel.exit();
      while (pids.some(runs)) await pause(20);
    });
  }
});

describe("a cell that takes all memory", () => {
  it("is told so, with what to do next, and the next one works", async () => {
    const kernel = await KernelClient.start({}, { NODE_OPTIONS: "--max-old-space-size=128" });
    try {
      const code =
        'console.log("begun");\nconst a: number[][] = []; while (true) a.push(new Array(1e6).fill(1))';
      const executed = await kernel.execute(code);
      assert.match(stream(executed), /^begun\n/);
      const { ename, evalue } = executed.reply.content;
      assert.equal(ename, "RuntimeEnded");
      assert.match(evalue, /ran out of memory.*variables are gone.*again from the first.*max-old-space-size/);
      assert.equal(result(await kernel.execute("6 * 7")), "42");
    } finally {
      await kernel.close();
    }
  });
});
