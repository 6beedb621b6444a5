import assert from "node:assert/strict";
import { stripVTControlCharacters } from "node:util";
import { after, before, beforeEach, describe, it } from "mocha";
import { result, stream } from "./broadcasts.js";
import { type Executed, KernelClient } from "./client.js";

describe("a cell that asks its reader", () => {
  let kernel: KernelClient;
  before(async () => {
    kernel = await KernelClient.start();
  });
  beforeEach(() => {
    kernel.questions.length = 0;
  });
  after(() => kernel.close());

  const ask = (code: string) => kernel.send("execute_request", { code, allow_stdin: true });
  const answer = (value: unknown) => kernel.send("input_reply", { value }, "stdin");
  async function answered(code: string, ...answers: string[]): Promise<Executed> {
    const id = await ask(code);
    for (const [before, value] of answers.entries()) {
      const { type, parent } = await kernel.question(before + 1);
      assert.deepEqual([type, parent], ["input_request", id]);
      await answer(value);
    }
    return kernel.executed(id);
  }
  const asked = () => kernel.questions.map(({ content }) => content);

  it("gets the answer of prompt() as a value, in the middle of the cell", async () => {
    const executed = await answered("const who = prompt('Who? '); console.log(who); who!.length", "Ada 𝒙");
    assert.deepEqual(asked(), [{ prompt: "Who? ", password: false }]);
    assert.equal(stream(executed), "Ada 𝒙\n");
    assert.equal(result(executed), "6");
    // Strict types: an answer may be none.
    assert.equal((await answered("prompt().length")).reply.content.ename, "TypeCheckError");
  });

  it("gets null for an empty answer, or what stands for it", async () => {
    const code = "[prompt(), prompt('a', 'b'), prompt('a', { default: 'c' })]";
    assert.equal(result(await answered(code, "", "", "")), "[ null, 'b', 'c' ]");
  });

  it("asks for a password without showing it", async () => {
    assert.equal(result(await answered("prompt('Key', { password: true })", "secret")), "'secret'");
    assert.deepEqual(asked(), [{ prompt: "Key", password: true }]);
  });

  it("gets yes or no of confirm()", async () => {
    const code = "[confirm('Go?'), confirm(), confirm()]";
    assert.equal(result(await answered(code, "Yes", "n", "")), "[ true, false, false ]");
    assert.deepEqual(asked()[0], { prompt: "Go? [y/N] ", password: false });
  });

  it("reads lines of process.stdin, and asks for no more than are read", async () => {
    const code = `import { createInterface } from "node:readline/promises";
      const lines = createInterface({ input: process.stdin, output: process.stdout });
      const first = await lines.question("first? ");
      const second = await lines.question("second? ");
      lines.close();
      [first, second]`;
    const executed = await answered(code, "one", "two");
    assert.equal(result(executed), "[ 'one', 'two' ]");
    assert.equal(stream(executed), "first? second? ");
    assert.equal(kernel.questions.length, 2);
  });

  it("reads process.stdin line by line in a loop, in a later cell too", async () => {
    const code = `import { createInterface } from "node:readline";
      const got: string[] = [];
      for await (const line of createInterface({ input: process.stdin })) {
        if (line === "end") break;
        got.push(line);
      }
      got`;
    assert.equal(result(await answered(code, "a", "end")), "[ 'a' ]");
    kernel.questions.length = 0;
    assert.equal(result(await answered(code, "b", "c", "end")), "[ 'b', 'c' ]");
  });

  it("is refused when the client takes no questions", async () => {
    const cells = [
      "prompt()",
      "for await (const line of process.stdin) console.log(line)",
      "for await (const line of createInterface({ input: process.stdin })) console.log(line)",
      'await createInterface({ input: process.stdin }).question("what? ")',
      'await new Promise((got) => process.stdin.once("data", got))',
    ];
    await kernel.execute('import { createInterface } from "node:readline/promises"');
    for (const code of cells) {
      const { ename, evalue, traceback } = (await kernel.execute(`\n${code}`, { allow_stdin: false })).reply
        .content;
      assert.equal(ename, "NoAnswer");
      assert.match(evalue, /allow_stdin/);
      assert.match(stripVTControlCharacters(traceback.join("\n")), /cell \d+:2:\d+\)?\n {4}2 \| /);
    }
    assert.deepEqual(kernel.questions, []);
  });

  it("says so when it ends before anything was asked", async () => {
    const code = `import { createInterface as ofStreams } from "node:readline";
      const early = ofStreams({ input: process.stdin, output: process.stdout });
      early.question("Q? ", (answer) => { console.log(answer); early.close() });`;
    const executed = await kernel.execute(code, { allow_stdin: true });
    assert.match(stream(executed, "stderr"), /^Nothing was asked: .*`await`.*prompt\(\)/);
    assert.equal(stream(await kernel.execute("const input = process.stdin; 1"), "stderr"), "");
  });

  it("is refused when the cell has ended", async () => {
    const id = await ask(
      "setTimeout(() => { try { prompt() } catch (e) { console.log(String(e)) } }, 50); 0",
    );
    const { content } = await kernel.hear(({ type, parent }) => type === "stream" && parent === id);
    assert.match(content.text, /^NoAnswer: The cell that asks has ended/);
  });

  it("can be interrupted while it waits, and keeps its variables", async () => {
    await kernel.execute("let kept = 1");
    for (const code of ["kept++; prompt('?')", "kept++; for await (const line of process.stdin) kept = 0"]) {
      kernel.questions.length = 0;
      const id = await ask(code);
      await kernel.question(1);
      await kernel.ask("interrupt_request", {}, "control");
      assert.equal((await kernel.reply(id)).content.ename, "Interrupted");
      // An answer that comes too late is for nobody.
      await answer("late");
    }
    kernel.questions.length = 0;
    assert.equal(result(await answered("prompt('again') + ' ' + kept", "well")), "'well 3'");
  });

  it("takes the reply to no other question, of no other client, and of no other kind", async () => {
    const first = await ask("prompt('first')");
    const { header } = await kernel.question(1);
    await kernel.ask("interrupt_request", {}, "control");
    await kernel.executed(first);
    const other = await kernel.another();
    const second = await ask("prompt('second')");
    await kernel.question(2);
    await kernel.send("input_reply", { value: "late" }, "stdin", { parent: header });
    await other.send("input_reply", { value: "from another" }, "stdin");
    await kernel.send("nonsense", { value: "nonsense" }, "stdin");
    await kernel.ask("kernel_info_request");
    await answer("right");
    assert.equal(result(await kernel.executed(second)), "'right'");
    other.leave();
  });

  it("takes no reply that is none", async () => {
    const id = await ask("prompt()");
    await kernel.question(1);
    await answer(5);
    await answer("right");
    assert.equal(result(await kernel.executed(id)), "'right'");
    assert.match(kernel.stderr, /input_reply: value/);
  });
});

describe("the user_expressions of a request", () => {
  let kernel: KernelClient;
  before(async () => {
    kernel = await KernelClient.start();
  });
  after(() => kernel.close());

  it("are evaluated after the cell, each to its value or its error", async () => {
    const user_expressions = {
      sum: "a + 1",
      wait: "await Promise.resolve({ b: a })",
      none: "void 0",
      bad: "nope",
      thrown: "fail()",
    };
    const code = "const a = 1; function fail() { throw new RangeError('far') }";
    const { reply, broadcast } = await kernel.execute(code, { user_expressions });
    const { sum, wait, none, bad, thrown } = reply.content.user_expressions;
    assert.deepEqual(sum, { status: "ok", data: { "text/plain": "2" }, metadata: {} });
    assert.equal(wait.data["text/plain"], "{ b: 1 }");
    assert.equal(none.data["text/plain"], "undefined");
    assert.deepEqual([bad.status, bad.ename], ["error", "TypeCheckError"]);
    assert.deepEqual([thrown.ename, thrown.evalue], ["RangeError", "far"]);
    assert.ok(!broadcast.some(({ type }) => type === "error" || type === "execute_result"));
  });

  it("declare nothing, and are not evaluated after an error", async () => {
    const user_expressions = { local: "const z = 1; z" };
    const { reply } = await kernel.execute("0", { user_expressions });
    assert.equal(reply.content.user_expressions.local.data["text/plain"], "1");
    assert.equal((await kernel.execute("z")).reply.content.ename, "TypeCheckError");
    const failed = await kernel.execute("throw 1", { user_expressions });
    assert.equal(failed.reply.content.user_expressions, undefined);
  });
});
