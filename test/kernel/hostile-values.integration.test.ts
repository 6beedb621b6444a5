import assert from "node:assert/strict";
import { after, before, describe, it } from "mocha";
import { result, stream } from "./broadcasts.js";
import { type Executed, KernelClient } from "./client.js";

const revoked = "(() => { const { proxy, revoke } = Proxy.revocable({}, {}); revoke(); return proxy })()";
const display = '[Symbol.for("Jupyter.display")]';
const inspect = '[Symbol.for("nodejs.util.inspect.custom")]';
const forEver = "{ running(); for (;;); }";

describe("a kernel", () => {
  let kernel: KernelClient;
  before(async () => {
    kernel = await KernelClient.start();
    await kernel.execute('const running = () => console.log("running")');
  });
  after(() => kernel.close());

  /** Runs a cell that calls `running`, and interrupts it then. */
  async function interrupted(code: string): Promise<Executed> {
    const id = await kernel.send("execute_request", { code });
    await kernel.hear(({ parent, content }) => parent === id && content.text === "running\n");
    await kernel.ask("interrupt_request", {}, "control");
    return kernel.executed(id);
  }

  it("is told of whatever is thrown", async () => {
    const thrown: [string, RegExp][] = [
      ["undefined", /^Thrown: undefined$/],
      ["null", /^Thrown: null$/],
      ['Symbol("s")', /^Thrown: Symbol\(s\)$/],
      ["Object.create(null)", /^Thrown: \[Object: null prototype\] {}$/],
      [revoked, /^Thrown: <Revoked Proxy>$/],
      ["new Proxy({}, { get() { throw 1 } })", /^Thrown: {}$/],
      ['new Proxy(new Error("a"), { get() { throw 1 }, getPrototypeOf() { throw 2 } })', /^Thrown: Error: a/],
      ['Object.freeze(new Error("frozen"))', /^Error: frozen$/],
      ["({ get stack() { throw 1 }, get message() { throw 2 } })", /^Thrown: {/],
      ['Object.defineProperty(new Error("x"), "message", { get() { throw 3 } })', /^Error: $/],
      ['Object.defineProperty(new Error("x"), "stack", { value: 7 })', /^Error: x$/],
      ['Object.assign(new Error("x"), { name: {} })', /^Error: x$/],
      [`Object.assign(new Error("x"), { cause: ${revoked} })`, /^Error: x$/],
      [`Object.assign(new Error("x"), { errors: ${revoked} })`, /^Error: x$/],
      ['Object.assign(new Error("x"), { errors: new Proxy([], { get: () => 2 ** 32 - 1 }) })', /^Error: x$/],
      [
        'Object.assign(new Error("x"), { errors: Object.assign([1], { filter: 1, length: 1e9 }) })',
        /^Error: x$/,
      ],
    ];
    for (const [value, expected] of thrown) {
      const { content } = (await kernel.execute(`throw ${value}`)).reply;
      assert.equal(content.status, "error");
      assert.match(`${content.ename}: ${content.evalue}`, expected, value);
    }
  });

  it("shows whatever is a result, and goes on after whatever fails in being printed", async () => {
    const hostile = [
      revoked,
      "new Proxy({}, { getPrototypeOf() { for (;;); }, ownKeys() { for (;;); }, has() { for (;;); } })",
      "({ get [Symbol.toStringTag]() { throw 1 } })",
      '(() => { class A {} Object.defineProperty(A, "name", { get() { throw 1 } }); return new A() })()',
      "({ constructor: { get name() { throw 1 } } })",
      "({ toString() { throw 1 }, toJSON() { throw 2 } })",
      `({ ${inspect}() { throw undefined } })`,
      "new Map(Array.from({ length: 1e5 }, (_, i) => [i, i]))",
      "(() => { const a: any = {}; a.a = a; return a })()",
      "Object.create(null)",
      'Object.defineProperty(new Error("x"), "stack", { get() { throw 4 } })',
    ];
    for (const one of hostile) {
      const executed = await kernel.execute(one);
      assert.equal(executed.reply.content.status, "ok", one);
      assert.match(result(executed), /\S/, one);
      await kernel.execute(`console.log(${one})`);
    }
    assert.equal(result(await kernel.execute("6 * 7")), "42");
  });

  it("shows a value whose own display is garbage by its text", async () => {
    const garbage: [string, RegExp][] = [
      ["() { return 7 }", /^$/],
      ["() { throw undefined }", /Thrown: undefined/],
      ["() { return new Proxy({}, { ownKeys() { throw 1 } }) }", /Thrown: 1/],
      ['() { return { get "text/html"() { throw 5 } } }', /Thrown: 5/],
      ['() { return { "text/plain": { toString() { throw 6 } } } }', /Thrown: 6/],
      ['() { return { "application/json": 1n } }', /BigInt/],
      [
        "() { return Array.from({ length: 1e5 }, () => 1) }",
        /100000 representations, where there may be 100/,
      ],
    ];
    for (const [method, expected] of garbage) {
      const executed = await kernel.execute(`({ value: 1, ${display}${method} })`);
      assert.match(result(executed), /value: 1/, method);
      const errors = executed.broadcast.filter(({ type }) => type === "error");
      assert.match(
        errors.map(({ content }) => `${content.ename}: ${content.evalue}`).join(),
        expected,
        method,
      );
    }
  });

  it("can interrupt a value that never has done being shown or thrown", async () => {
    const cells = [
      `({ ${inspect}() ${forEver} })`,
      `console.log({ ${inspect}() ${forEver} })`,
      `({ get [Symbol.toStringTag]() ${forEver} })`,
      `new Proxy({}, { get() ${forEver} })`,
      `throw Object.defineProperty(new Error("x"), "stack", { get() ${forEver} })`,
      `({ ${display}() { return { "text/plain": { toString() ${forEver} } } } })`,
      `({ ${display}() { running(); return new Promise(() => {}) } })`,
      "const again = () => queueMicrotask(again); running(); again(); await new Promise(() => {})",
    ];
    for (const code of cells) {
      const { content } = (await interrupted(code)).reply;
      assert.equal(content.ename, "Interrupted", code);
    }
    assert.equal(result(await kernel.execute("6 * 7")), "42");
  });

  it("has an error for what is too large or too deep, and keeps the variables", async () => {
    await kernel.execute("const kept = 1");
    const cells = [
      "new ArrayBuffer(1e12)",
      '"x".repeat(2 ** 30)',
      "new Array(2 ** 32)",
      "function f(): number { return f() + 1 } f()",
    ];
    for (const code of cells) {
      const { content } = (await kernel.execute(code)).reply;
      assert.equal(content.ename, "RangeError", code);
      assert.ok(content.traceback.length < 12, `${content.traceback.length} lines`);
    }
    assert.equal(result(await kernel.execute("kept")), "1");
  });

  it("passes on text that is none", async () => {
    const write = 'import { writeSync } from "node:fs"; import { spawnSync } from "node:child_process";';
    const executed = await kernel.execute(`${write}
      console.log("\\ud83d", "a\\0b", "\\x1b[31mred\\x1b[0m\\r\\u2028", "<IDS|MSG>");
      process.stdout.write(Buffer.from([0xf0, 0x9f])); process.stdout.write(Buffer.from([0x98, 0x80, 0xff]));`);
    assert.equal(stream(executed), "\ufffd a\0b \x1b[31mred\x1b[0m\r\u2028 <IDS|MSG>\n😀\ufffd");
    const bytes =
      "process.stdout.write(Buffer.from([0xc3])); setTimeout(() => process.stdout.write(Buffer.from([0xa4, 0xfe, 0])), 20)";
    const child = await kernel.execute(`${write}
      spawnSync(process.execPath, ["-e", ${JSON.stringify(bytes)}], { stdio: "inherit" });
      writeSync(1, "\\0" + "01234567-89ab-4def-8123-456789abcdef" + "\\0"); writeSync(1, Buffer.from([0xe2, 0x82]));`);
    // The last character is cut short: it is told with what completes it, or not at all.
    const told = "ä\ufffd\0\x0001234567-89ab-4def-8123-456789abcdef\0";
    assert.equal(stream(child).slice(0, told.length), told);
    for (const { content } of kernel.broadcast) assert.ok(JSON.stringify(content).isWellFormed());
  });

  it("outlives a cell that writes to the runtime's own descriptors, or closes them", async () => {
    const fs = 'import * as fs from "node:fs";';
    const noise = `${fs} fs.writeSync(4, 'noise'); fs.writeSync(4, 'null\\n[1]\\n{}\\n{"type":7}\\n{"type":"ev'); 5`;
    assert.equal(result(await kernel.execute(noise)), "5");
    for (const descriptor of [3, 4, 5]) {
      const runtime = async () => result(await kernel.execute("process.pid"));
      const first = await runtime();
      await kernel.execute(`${fs} fs.closeSync(${descriptor});`);
      // Which of the next cells meets the end of the process is a matter of chance.
      for (let next = first; next === first || next === "nothing"; ) next = await runtime();
      assert.equal(result(await kernel.execute("6 * 7")), "42");
    }
  });
});
