import assert from "node:assert/strict";
import { after, before, describe, it } from "mocha";
import { result, startLoop, types } from "./broadcasts.js";
import { KernelClient } from "./client.js";

describe("a kernel", () => {
  let kernel: KernelClient;
  before(async () => {
    kernel = await KernelClient.start();
  });
  after(() => kernel.close());

  describe("while a cell runs", () => {
    it("answers everything else, and says that it is still busy", async () => {
      await kernel.execute("const precious = 7");
      const id = await startLoop(kernel);
      const completed = await kernel.ask("complete_request", { code: "precio", cursor_pos: 6 });
      assert.ok(completed.matches.includes("precious"));
      assert.equal((await kernel.ask("inspect_request", { code: "precious", cursor_pos: 3 })).found, true);
      assert.equal((await kernel.ask("is_complete_request", { code: "1 + 1" })).status, "complete");
      assert.equal((await kernel.ask("comm_info_request")).status, "ok");
      assert.equal((await kernel.ask("kernel_info_request", {}, "control")).status, "ok");
      const asked = await kernel.send("kernel_info_request");
      await kernel.idle(asked);
      const after = () =>
        kernel.broadcast.slice(kernel.broadcast.findLastIndex(({ parent }) => parent === asked));
      await kernel.hear(() => after().some(({ content }) => content.execution_state === "busy"));
      assert.ok(!kernel.replies.some(({ parent }) => parent === id));
      await kernel.ask("interrupt_request", {}, "control");
      await kernel.executed(id);
    });

    it("ends a loop when it is asked to on control, and keeps the variables", async () => {
      await kernel.execute("let kept = [1, 2]");
      const id = await startLoop(kernel);
      assert.deepEqual(await kernel.ask("interrupt_request", {}, "control"), { status: "ok" });
      const { reply, broadcast } = await kernel.executed(id);
      assert.equal(reply.content.status, "error");
      assert.ok(types(broadcast).includes("error"));
      assert.equal(result(await kernel.execute("kept")), "[ 1, 2 ]");
    });

    it("ends an await by signal, and keeps the variables", async () => {
      await kernel.execute("let kept2 = 3");
      const code = 'console.log("waiting"); await new Promise(() => {})';
      const id = await kernel.send("execute_request", { code });
      await kernel.hear(({ parent, content }) => parent === id && content.text === "waiting\n");
      kernel.process.kill("SIGINT");
      assert.equal((await kernel.executed(id)).reply.content.status, "error");
      assert.equal(result(await kernel.execute("kept2")), "3");
    });

    it("ends a cell that is still being checked", async () => {
      const id = await kernel.send("execute_request", { code: 'console.log("ran"); while (true) {}' });
      await kernel.hear(({ type, parent }) => type === "execute_input" && parent === id);
      await kernel.ask("interrupt_request", {}, "control");
      assert.equal((await kernel.executed(id)).reply.content.ename, "Interrupted");
    });

    it("stops what finished cells do time and again by an interrupt between cells, also one that is stuck", async () => {
      const ticking = await kernel.execute("let ticks = 0; setInterval(() => { ticks++ }, 5)");
      const id = await kernel.send("execute_request", { code: "setInterval(() => { while (true) {} }, 50)" });
      await kernel.idle(id);
      await new Promise((resolve) => setTimeout(resolve, 200));
      assert.equal(ticking.reply.content.status, "ok");
      await kernel.ask("interrupt_request", {}, "control");
      const { parent } = await kernel.hear(({ content }) =>
        /^Interrupted: \d+ timers of finished cells stopped\n$/.test(content.text),
      );
      assert.equal(parent, id);
      const before = result(await kernel.execute("ticks"));
      await kernel.execute("await new Promise((resolve) => setTimeout(resolve, 50))");
      assert.equal(result(await kernel.execute("ticks")), before);
    });

    it("goes on nowhere after an interrupt, whatever it awaited, and tidies up", async () => {
      await kernel.execute(`import { readFile } from "node:fs/promises"; let rounds = 0; const tidied: string[] = [];
        const read = () => readFile(".", "utf8").catch(() => 0);
        const close = async (name: string) => { await read(); tidied.push(name) };
        async function* all() { for (;;) yield await read() }`);
      const rounds = async () => result(await kernel.execute("rounds"));
      const endless = [
        "for (;;) { rounds++; await read() }",
        "for await (const one of all()) { rounds++ }",
        "for await (const one of all()) rounds++",
        'try { for (;;) { rounds++; await read() } } finally { await close("a"); await close("b"); tidied.push("c") }',
      ];
      for (const code of endless) {
        const begun = await rounds();
        const id = await kernel.send("execute_request", { code: `console.log("begins"); ${code}` });
        await kernel.hear(({ parent, content }) => parent === id && content.text === "begins\n");
        await kernel.ask("interrupt_request", {}, "control");
        assert.equal((await kernel.executed(id)).reply.content.ename, "Interrupted");
        await kernel.execute("await read(); await read(); await read()");
        const ended = await rounds();
        assert.notEqual(ended, begun);
        await kernel.execute("await new Promise((done) => setTimeout(done, 50))");
        assert.equal(await rounds(), ended, code);
      }
      assert.equal(result(await kernel.execute("tidied")), "[ 'a', 'b', 'c' ]");
    });

    it("takes an interrupt between cells for nothing", async () => {
      assert.deepEqual(await kernel.ask("interrupt_request", {}, "control"), { status: "ok" });
      assert.equal((await kernel.execute("1")).reply.content.status, "ok");
    });
  });
});
