import assert from "node:assert/strict";
import { after, before, beforeEach, describe, it } from "mocha";
import { result, startLoop, states, stream, types } from "./broadcasts.js";
import { KernelClient, type Seen } from "./client.js";
import { until } from "./runtime/trial.js";

const bytes = (message: Seen | undefined) => message?.buffers.map((one) => [...one]);

describe("a comm", () => {
  let kernel: KernelClient;
  before(async () => {
    kernel = await KernelClient.start();
    await run("import { comms, type Comm } from 'tslab'");
  });
  beforeEach(() => {
    kernel.broadcast.length = 0;
  });
  after(() => kernel.close());

  async function run(code: string) {
    const executed = await kernel.execute(code);
    assert.equal(executed.reply.content.status, "ok", executed.reply.content.evalue);
    return executed;
  }
  /** Sends a message on the comm `comm_id`; resolves at its idle to what was broadcast about it. */
  async function tell(type: string, comm_id: string, content: object = {}, enclosed = {}): Promise<Seen[]> {
    const id = await kernel.send(type, { comm_id, ...content }, "shell", enclosed);
    await kernel.idle(id);
    return kernel.broadcast.filter(({ parent }) => parent === id);
  }
  const open = (target_name: string, comm_id: string, data = {}) =>
    tell("comm_open", comm_id, { target_name, data });
  const openComms = async (content = {}) => (await kernel.ask("comm_info_request", content)).comms;

  describe("that a client opens", () => {
    it("reaches what a cell has registered, with data, metadata and bytes both ways", async () => {
      await run(`comms.register("echo", (comm, data, { metadata, buffers }) => {
        comm.send({ opened: data, metadata }, { buffers });
        comm.onMessage((data, { metadata, buffers }) => {
          comm.send({ got: data }, { metadata, buffers: [buffers[0]!.map((one) => one + 1), new Uint16Array([258])] });
        });
      })`);
      const opening = { metadata: { version: "1" }, buffers: [Uint8Array.of(9)] };
      const content = { target_name: "echo", data: { a: 1 } };
      const [busy, opened, idle] = await tell("comm_open", "e1", content, opening);
      assert.deepEqual(
        [busy, idle].map((one) => one?.content.execution_state),
        ["busy", "idle"],
      );
      const data = { opened: { a: 1 }, metadata: { version: "1" } };
      assert.deepEqual([opened?.type, opened?.content], ["comm_msg", { comm_id: "e1", data }]);
      assert.deepEqual(bytes(opened), [[9]]);
      const enclosed = { metadata: { m: [1] }, buffers: [Uint8Array.of(0, 10, 254), Buffer.alloc(0)] };
      const [, answer] = await tell("comm_msg", "e1", { data: { text: "𝒙" } }, enclosed);
      assert.deepEqual(answer?.content, { comm_id: "e1", data: { got: { text: "𝒙" } } });
      assert.deepEqual(answer?.metadata, { m: [1] });
      assert.deepEqual(bytes(answer), [
        [1, 11, 255],
        [2, 1],
      ]);
    });

    it("is listed while it is open, by its target, and forgotten when the client closes it", async () => {
      await run(`let closedWith: unknown;
        comms.register("one", (comm) => comm.onClose((data) => { closedWith = data }));
        comms.register("two", () => {})`);
      await open("one", "o1");
      await open("two", "t1");
      const all = await openComms();
      assert.deepEqual([all.o1, all.t1], [{ target_name: "one" }, { target_name: "two" }]);
      assert.deepEqual(await openComms({ target_name: "two" }), { t1: { target_name: "two" } });
      assert.deepEqual(await openComms({ target_name: "none" }), {});
      const heard = await tell("comm_close", "o1", { data: { why: "gone" } });
      assert.deepEqual(types(heard), ["status", "status"]);
      assert.deepEqual(await openComms({ target_name: "one" }), {});
      assert.equal(result(await run("closedWith")), "{ why: 'gone' }");
    });

    it("is closed at once when nothing is registered for its target, or not any more", async () => {
      const [, closed] = await open("unknown", "u1");
      assert.deepEqual([closed?.type, closed?.content], ["comm_close", { comm_id: "u1", data: {} }]);
      await run("const unregister = comms.register('brief', () => {}); unregister()");
      assert.equal((await open("brief", "b1"))[1]?.type, "comm_close");
      assert.deepEqual(await openComms({ target_name: "brief" }), {});
    });

    it("waits for the cells before it, as one of them may register its target", async () => {
      const cell = await kernel.send("execute_request", {
        code: `await new Promise((go) => setTimeout(go, 50));
          comms.register("soon", (comm) => comm.onMessage((data) => comm.send(data)))`,
      });
      const opening = open("soon", "s1");
      const answers = await Promise.all([1, 2, 3].map((n) => tell("comm_msg", "s1", { data: { n } })));
      assert.deepEqual(
        answers.map((heard) => heard[1]?.content.data.n),
        [1, 2, 3],
      );
      assert.deepEqual(types(await opening), ["status", "status"]);
      assert.equal((await kernel.reply(cell)).content.status, "ok");
    });

    it("is served by the latest registration", async () => {
      await run(`const first = comms.register("twice", (comm) => comm.send({ by: 1 }));
        comms.register("twice", (comm) => comm.send({ by: 2 }));
        first()`);
      assert.equal((await open("twice", "tw"))[1]?.content.data.by, 2);
    });

    it("is closed when its opening fails, and the error is shown under the client's message", async () => {
      await run("comms.register('failing', async () => { throw new RangeError('no room') })");
      const heard = await open("failing", "f1");
      assert.deepEqual(types(heard), ["status", "error", "comm_close", "status"]);
      assert.equal(heard[1]?.content.ename, "RangeError");
      assert.match(heard[1]?.content.traceback.join("\n"), /no room/);
      assert.deepEqual(await openComms({ target_name: "failing" }), {});
    });
  });

  describe("that a cell opens", () => {
    it("is announced under the cell, and what the cell sends comes in the order of its output", async () => {
      const code = `const mine = comms.open("page", { a: 1 }, { metadata: { v: 2 }, buffers: [new Uint8Array([5]).buffer] });
        console.log("before"); mine.send({ b: 2 }, { buffers: [new Uint8Array([6, 7])] }); console.log("after");
        mine.close({ c: 3 }); mine.send({ late: true }); mine.close();`;
      const { broadcast } = await run(code);
      const comm = broadcast.filter(({ type }) => type.startsWith("comm"));
      const comm_id = comm[0]?.content.comm_id;
      assert.deepEqual(
        comm.map(({ type, content }) => [type, content]),
        [
          ["comm_open", { comm_id, target_name: "page", data: { a: 1 } }],
          ["comm_msg", { comm_id, data: { b: 2 } }],
          ["comm_close", { comm_id, data: { c: 3 } }],
        ],
      );
      assert.deepEqual(comm[0]?.metadata, { v: 2 });
      assert.deepEqual(comm.slice(0, 2).map(bytes), [[[5]], [[6, 7]]]);
      assert.deepEqual(types(broadcast).slice(2, -1), [
        "comm_open",
        "stream",
        "comm_msg",
        "stream",
        "comm_close",
      ]);
      assert.deepEqual(await openComms({ target_name: "page" }), {});
      assert.equal(result(await run("mine.isClosed")), "true");
    });

    it("is found by libraries without the module", async () => {
      assert.equal(result(await run("(globalThis as any)[Symbol.for('Jupyter.comms')] === comms")), "true");
    });

    it("refuses what cannot be sent, where it is sent", async () => {
      for (const bad of ["{ big: 1n }", "[1]", "null as any", "{}, { buffers: ['text' as any] }"]) {
        assert.equal((await kernel.execute(`comms.open("bad", ${bad})`)).reply.content.ename, "TypeError");
      }
      assert.deepEqual(await openComms({ target_name: "bad" }), {});
    });
  });

  describe("that has a message for the reader's code", () => {
    it("has all that its handlers show before its idle, under the message itself", async () => {
      await run(`comms.register("chatty", (comm) => {
        comm.onMessage(() => console.log("first"));
        comm.onMessage(async () => { await new Promise((go) => setTimeout(go, 20)); console.log("second") });
        comm.onMessage(() => { throw new TypeError("third") });
        comm.onMessage(() => { void Promise.reject(new Error("fourth")) });
      })`);
      await open("chatty", "c1");
      const heard = await tell("comm_msg", "c1");
      assert.deepEqual(states(heard), ["busy", "idle"]);
      assert.deepEqual(heard.at(-1)?.type, "status");
      const errors = heard.filter(({ type }) => type === "error").map(({ content }) => content.evalue);
      assert.deepEqual(errors.sort(), ["fourth", "third"]);
      const text = heard.filter(({ type }) => type === "stream").map(({ content }) => content.text);
      assert.equal(text.join(""), "first\nsecond\n");
      assert.equal(result(await run("1 + 1")), "2");
    });

    it("keeps the order of many messages", async () => {
      await run(`const seen: number[] = [];
        comms.register("many", (comm) => comm.onMessage(({ n }) => { seen.push(n) }))`);
      await open("many", "m1");
      const numbers = Array.from({ length: 300 }, (_, n) => n);
      const ids: string[] = [];
      for (const n of numbers) ids.push(await kernel.send("comm_msg", { comm_id: "m1", data: { n } }));
      for (const id of ids) await kernel.idle(id);
      assert.equal(result(await run("seen.length === 300 && seen.every((one, at) => one === at)")), "true");
    });

    it("delivers it to a cell that waits, which can loop over messages", async () => {
      const code = `const slider = comms.open("slider");
        console.log("waiting");
        const values: number[] = [];
        for await (const { data } of slider) { values.push(data.value); console.log(data.value); }
        values`;
      const id = await kernel.send("execute_request", { code });
      await kernel.hear(({ parent, content }) => parent === id && content.text === "waiting\n");
      const { content } = await kernel.hear(({ type }) => type === "comm_open");
      assert.deepEqual(await openComms({ target_name: "slider" }), {
        [content.comm_id]: { target_name: "slider" },
      });
      for (const value of [3, 1, 2]) await tell("comm_msg", content.comm_id, { data: { value } });
      await tell("comm_close", content.comm_id);
      const executed = await kernel.executed(id);
      assert.equal(result(executed), "[ 3, 1, 2 ]");
      // The loop is part of the cell, so what it prints is as well.
      assert.equal(stream(executed), "waiting\n3\n1\n2\n");
    });

    it("does not go on with the loop of a cell that was interrupted", async () => {
      const code = `(globalThis as any).rounds = 0; const endless = comms.open("endless");
        console.log("waiting"); for await (const _ of endless) (globalThis as any).rounds++`;
      const id = await kernel.send("execute_request", { code });
      await kernel.hear(({ parent, content }) => parent === id && content.text === "waiting\n");
      const { content } = await kernel.hear(({ type }) => type === "comm_open");
      await tell("comm_msg", content.comm_id);
      await kernel.ask("interrupt_request", {}, "control");
      assert.equal((await kernel.executed(id)).reply.content.ename, "Interrupted");
      await tell("comm_msg", content.comm_id);
      assert.equal(result(await run("(globalThis as any).rounds")), "1");
      await tell("comm_close", content.comm_id);
    });

    it("waits while the reader's code loops, and the open comms are listed all the same", async () => {
      await run("comms.register('held', (comm) => comm.onMessage(() => console.log('held back')))");
      await open("held", "h1");
      const id = await startLoop(kernel);
      const told = await kernel.send("comm_msg", { comm_id: "h1", data: {} });
      assert.deepEqual(await openComms({ target_name: "held" }), { h1: { target_name: "held" } });
      assert.ok(!kernel.broadcast.some(({ parent, type }) => parent === told && type === "stream"));
      await kernel.ask("interrupt_request", {}, "control");
      await kernel.executed(id);
      await kernel.idle(told);
      assert.ok(
        kernel.broadcast.some(({ parent, content }) => parent === told && content.text === "held back\n"),
      );
    });

    it("can be interrupted in its handler, and loses neither variables nor the messages after it", async () => {
      await run(`let treasure = 5;
        comms.register("stuck", (comm) => comm.onMessage(({ how }) => {
          console.log(how);
          if (how === "loop") while (true) {}
          if (how === "await") return new Promise(() => {});
        }))`);
      await open("stuck", "st");
      for (const how of ["loop", "await"]) {
        // So that the runtime takes in both messages at one go.
        const loop = await startLoop(kernel);
        const stuck = await kernel.send("comm_msg", { comm_id: "st", data: { how } });
        const next = await kernel.send("comm_msg", { comm_id: "st", data: { how: "next" } });
        await openComms();
        await kernel.ask("interrupt_request", {}, "control");
        await kernel.executed(loop);
        await kernel.hear(({ parent, content }) => parent === stuck && content.text === `${how}\n`);
        await kernel.ask("interrupt_request", {}, "control");
        await kernel.idle(stuck);
        await kernel.idle(next);
        assert.ok(
          kernel.broadcast.some(({ parent, content }) => parent === next && content.text === "next\n"),
        );
        assert.equal(result(await run("treasure")), "5");
      }
    });

    it("is ignored quietly when the comm is not open (any more), but has its busy and idle", async () => {
      await run("comms.register('short', (comm) => comm.close({ at: 'once' }))");
      assert.deepEqual(types(await open("short", "sh")), ["status", "comm_close", "status"]);
      for (const type of ["comm_msg", "comm_close"]) {
        for (const id of ["sh", "never"]) assert.deepEqual(types(await tell(type, id)), ["status", "status"]);
      }
      assert.equal(kernel.stderr, "");
    });
  });

  describe("in a kernel", () => {
    it("has an id: a message without one is not answered, and the kernel's log says so", async () => {
      const heard = await kernel.send("comm_open", { target_name: "echo" });
      await kernel.idle(heard);
      assert.ok(!kernel.replies.some(({ parent }) => parent === heard));
      // The log comes by another way than the answers.
      await until(() => kernel.stderr.includes("comm_open: comm_id"));
    });

    it("is closed for its client when the process of the cells ends, in a cell or between two", async () => {
      for (const end of ["process.exit(3)", "setTimeout(() => process.exit(3), 20); 0"]) {
        kernel.broadcast.length = 0;
        const before = `import { comms } from 'tslab'; comms.register("doomed", (comm) => comm.onMessage(() => new Promise(() => {})));`;
        await run(before);
        await open("doomed", "d1");
        const waiting = await kernel.send("comm_msg", { comm_id: "d1" });
        await kernel.execute(end);
        const closed = await kernel.hear(
          ({ type, content }) => type === "comm_close" && content.comm_id === "d1",
        );
        assert.deepEqual([closed.parent, closed.content.data], [undefined, {}]);
        await kernel.idle(waiting);
        assert.deepEqual(await openComms(), {});
        assert.equal((await open("doomed", "d2"))[1]?.type, "comm_close");
      }
    });
  });
});

describe("a display", () => {
  it("carries bytes with it, and with its updates", async () => {
    const kernel = await KernelClient.start();
    const publish = "(globalThis as any)[Symbol.for('Jupyter.publish')]";
    const { broadcast } = await kernel.execute(`
      ${publish}({ "text/plain": "a" }, { displayId: "d", buffers: [new Uint8Array([1, 2])] });
      ${publish}({ "text/plain": "b" }, { displayId: "d", update: true, buffers: [new Float32Array([1])] });`);
    const shown = broadcast.filter(({ type }) => type.endsWith("display_data"));
    assert.deepEqual(shown.map(bytes), [[[1, 2]], [[0, 0, 128, 63]]]);
    assert.deepEqual(types(shown), ["display_data", "update_display_data"]);
    await kernel.close();
  });
});
