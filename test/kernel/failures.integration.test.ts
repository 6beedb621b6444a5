import assert from "node:assert/strict";
import { stripVTControlCharacters } from "node:util";
import { after, before, describe, it } from "mocha";
import { type Header, Message } from "../../kernel/messages/message.js";
import { encode } from "../../kernel/wire/frames.js";
import { Signer } from "../../kernel/wire/signature.js";
import { result, startLoop, states, stream, types } from "./broadcasts.js";
import { type Executed, KernelClient } from "./client.js";

describe("a kernel", () => {
  let kernel: KernelClient;
  before(async () => {
    kernel = await KernelClient.start();
  });
  after(() => kernel.close());

  describe("when a cell fails", () => {
    it("gives the error to everybody and in the reply", async () => {
      const { reply, broadcast } = await kernel.execute('null;\nthrow new RangeError("too far")');
      assert.deepEqual(types(broadcast), ["status", "execute_input", "error", "status"]);
      const { ename, evalue, traceback } = broadcast[2]!.content;
      assert.deepEqual([ename, evalue], ["RangeError", "too far"]);
      assert.ok(traceback.length > 0);
      const { content } = reply;
      assert.deepEqual([content.status, content.ename, content.evalue], ["error", ename, evalue]);
      assert.deepEqual(content.traceback, traceback);
      assert.equal(typeof content.execution_count, "number");
    });

    it("shows all type errors with their lines, and runs nothing", async () => {
      const executed = await kernel.execute(
        'console.log("ran");\nconst x: number = "a";\nconst y: string = 1;',
      );
      assert.equal(stream(executed), "");
      const { ename, traceback } = executed.reply.content;
      assert.equal(ename, "TypeCheckError");
      const text = stripVTControlCharacters(traceback.join("\n"));
      assert.match(
        text,
        /^cell \d+:2:7 - error TS2322: Type 'string' is not assignable to type 'number'\.$/m,
      );
      assert.match(text, /^2 \| const x: number = "a";\n {2}\| {7}\^$/m);
      assert.match(text, /^cell \d+:3:7 - error TS2322/m);
    });

    it("takes none of its declarations over", async () => {
      await kernel.execute('const unset: number = JSON.parse("{")');
      const { reply } = await kernel.execute("unset + 1");
      assert.equal(reply.content.ename, "TypeCheckError");
    });

    it("aborts the cells that wait, and runs later ones", async () => {
      const ids = [];
      for (const code of ['await 0; throw new Error("stop")', "1", "2"]) {
        ids.push(await kernel.send("execute_request", { code }));
      }
      const [failed, ...waiting] = await Promise.all(ids.map((id) => kernel.executed(id)));
      assert.equal(failed!.reply.content.status, "error");
      for (const { reply, broadcast } of waiting) {
        assert.equal(reply.content.status, "aborted");
        assert.deepEqual(types(broadcast), ["status", "status"]);
        assert.deepEqual(states(broadcast), ["busy", "idle"]);
      }
      assert.equal((await kernel.execute("3")).reply.content.status, "ok");
    });

    it("goes on with the cells that wait when stop_on_error is false", async () => {
      const failing = await kernel.send("execute_request", { code: "throw 1", stop_on_error: false });
      const next = await kernel.send("execute_request", { code: "1" });
      assert.equal((await kernel.executed(failing)).reply.content.status, "error");
      assert.equal((await kernel.executed(next)).reply.content.status, "ok");
    });
  });

  describe("when its runtime dies", () => {
    const dies = async (executed: Executed) => {
      const { content } = executed.reply;
      assert.equal(content.status, "error");
      assert.match(stripVTControlCharacters(`${content.evalue} ${content.traceback.join(" ")}`), /variables/);
      assert.ok(types(executed.broadcast).includes("error"));
      const gone = await kernel.execute("mortal");
      assert.equal(gone.reply.content.ename, "TypeCheckError");
      assert.match(gone.reply.content.traceback.at(-1), /^RuntimeEnded: .*variables are gone/);
      assert.equal(result(await kernel.execute("6 * 7")), "42");
    };

    it("by process.exit() in a cell, says so and goes on without the variables", async () => {
      await kernel.execute("const mortal = 1");
      await dies(await kernel.execute("process.exit(3)"));
    });

    it("by kill -9 under a cell, says so and goes on without the variables", async () => {
      const pid = Number(result(await kernel.execute("const mortal = process.pid; mortal")));
      const id = await startLoop(kernel);
      process.kill(pid, "SIGKILL");
      await dies(await kernel.executed(id));
    });

    it("by kill -9 between cells, says so under the last cell and goes on", async () => {
      const executed = await kernel.execute("const mortal = process.pid; mortal");
      const { parent } = executed.reply;
      process.kill(Number(result(executed)), "SIGKILL");
      await kernel.hear((message) => message.type === "error" && message.parent === parent);
      assert.equal((await kernel.execute("mortal")).reply.content.ename, "TypeCheckError");
      assert.equal(result(await kernel.execute("6 * 7")), "42");
    });

    it("while the next cell is being checked, runs none of it with half of its names", async () => {
      const pid = Number(result(await kernel.execute("const mortal = process.pid; mortal")));
      process.kill(pid, "SIGKILL");
      const { content } = (await kernel.execute("mortal")).reply;
      assert.match(content.traceback.join("\n"), /The process that runs the cells ended/);
    });
  });

  describe("sent what it does not understand", () => {
    it("is busy and idle about an unknown request, and logs it", async () => {
      const id = await kernel.send("dance_request");
      await kernel.idle(id);
      assert.deepEqual(states(kernel.broadcast.filter(({ parent }) => parent === id)), ["busy", "idle"]);
      await logged(kernel, /dance_request on shell is not supported/);
      await kernel.idle(await kernel.send("constructor", {}, "control"));
    });

    it("answers invalid content with an error that names the field", async () => {
      const reply = await kernel.ask("execute_request", { code: 7 });
      assert.deepEqual([reply.status, reply.ename], ["error", "InvalidRequest"]);
      assert.match(reply.evalue, /^execute_request: code: /);
    });

    it("ignores what is badly signed or no message, and logs it once", async () => {
      const forged = new Signer("hmac-sha256", "guessed");
      const header = { msg_id: "forged", msg_type: "kernel_info_request", session: "s" } as Header;
      await kernel.sendFrames(encode(new Message(header, {}, {}), forged));
      await kernel.sendFrames(encode(new Message(header, {}, {}), forged), "control");
      await kernel.sendFrames([Buffer.from("noise")]);
      await kernel.sendFrames([Buffer.from("<IDS|MSG>")]);
      assert.equal((await kernel.ask("kernel_info_request")).status, "ok");
      assert.equal((await kernel.ask("kernel_info_request", {}, "control")).status, "ok");
      assert.ok(![...kernel.replies, ...kernel.broadcast].some(({ parent }) => parent === "forged"));
      await logged(kernel, /dropped a message/);
      assert.equal(kernel.stderr.match(/dropped a message/g)?.length, 1);
    });

    it("ignores a signed message that comes a second time, on whatever channel", async () => {
      const signer = new Signer("hmac-sha256", "secret");
      const header = { msg_id: "once", msg_type: "kernel_info_request", session: "s" } as Header;
      const frames = encode(new Message(header, {}, {}), signer);
      for (const channel of ["shell", "control", "shell"] as const) {
        await kernel.sendFrames(frames, channel);
        await kernel.ask("kernel_info_request", {}, channel);
      }
      assert.equal(kernel.replies.filter(({ parent }) => parent === "once").length, 1);
    });

    it("answers it both times when messages carry no signature", async () => {
      const open = await KernelClient.start({ key: "" });
      const header = { msg_id: "twice", msg_type: "kernel_info_request", session: "s" } as Header;
      const frames = encode(new Message(header, {}, {}), new Signer("hmac-sha256", ""));
      for (let times = 0; times < 2; times++) await open.sendFrames(frames);
      await open.ask("kernel_info_request");
      assert.equal(open.replies.filter(({ parent }) => parent === "twice").length, 2);
      await open.close();
    });
  });
});

/** The kernel's log takes another way than its messages and may come after them; Mocha's timeout is the bound. */
async function logged(kernel: { stderr: string }, line: RegExp): Promise<void> {
  while (!line.test(kernel.stderr)) await new Promise((resolve) => setTimeout(resolve, 10));
}
