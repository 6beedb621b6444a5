import assert from "node:assert/strict";
import { Trial, until } from "./trial.js";

const hook = "[Symbol.for('Jupyter.display')]";
const read = (json: Uint8Array[]) => JSON.parse(Buffer.concat(json).toString());
const publish = "globalThis[Symbol.for('Jupyter.publish')]";

describe("runtime: display", () => {
  let trial: Trial;
  const bundle = async (expression: string) => {
    const outcome = await trial.run(`exports.last = ${expression}`, { lastExpression: "last" });
    return outcome.status === "ok" ? outcome.result?.data : outcome.error.message;
  };
  const shown = () =>
    trial.events.flatMap(({ cell, ...one }) =>
      cell === trial.cell && one.type === "display" ? [{ ...one, data: read(one.data) }] : [],
    );
  before(() => {
    trial = new Trial();
  });
  after(() => trial.stop());

  it("is what the value's own method says, also by a promise", async () => {
    const html = { "text/html": "<b>hi</b>" };
    assert.deepEqual(await bundle(`{ ${hook}: () => (${JSON.stringify(html)}) }`), html);
    assert.deepEqual(await bundle(`{ async ${hook}() { return ${JSON.stringify(html)} } }`), html);
  });

  it("has bytes as base64 and JSON as JSON", async () => {
    const value = `{ ${hook}: () => ({ "image/png": new Uint8Array([1, 2]), "application/json": { a: [1] } }) }`;
    assert.deepEqual(await bundle(value), { "image/png": "AQI=", "application/json": { a: [1] } });
  });

  it("falls back to plain text when the method fails, and reports the failure", async () => {
    const text = await bundle(`{ x: 1, ${hook}() { throw new Error("cannot draw") } }`);
    assert.match((text as { "text/plain": string })["text/plain"], /x: 1/);
    assert.deepEqual(trial.strayErrors(), ["cannot draw"]);
  });

  it("survives hostile values", async () => {
    const hostile = [
      "(() => { const a = {}; a.a = a; return a })()",
      "{ get x() { throw 1 } }",
      "new Proxy({}, { get() { throw new Error('trap') } })",
      "new Proxy(function () {}, { get: () => () => undefined })",
      "{ get then() { throw new Error('then') } }",
      "{ [Symbol.for('nodejs.util.inspect.custom')]() { throw new Error('inspect') } }",
      "new Array(1e6).fill(1)",
      "'x'.repeat(1e6)",
      "Object.fromEntries(Array.from({ length: 1e5 }, (_, i) => ['k' + i, i]))",
      "Object.create(null)",
      "'\\ud800'",
    ];
    for (const one of hostile) {
      const text = JSON.stringify(await bundle(one));
      assert.ok(text.length > 2 && text.length < 110_000, `${one}: ${text.length} characters`);
    }
    assert.equal(await trial.show("1"), "1");
  });

  it("of promises, timers and sockets is without the kernel's own notes on them", async () => {
    assert.equal(await trial.show("[Promise.resolve(5)]"), "[ Promise { 5 } ]");
    await trial.run("console.log([(async () => 6)()], new (class P extends Promise {})((done) => done(7)))");
    assert.equal(trial.text("stdout"), "[ Promise { 6 } ] P [Promise] { 7 }\n");
    const server = "require('node:net').createServer().listen(0)";
    for (const one of ["setTimeout(() => {}, 1)", "setImmediate(() => {})", `${server}.unref()`]) {
      const text = String(await trial.show(`require('node:util').inspect(${one}, { depth: 4 })`));
      assert.match(text, /Timeout|Immediate|TCP/);
      assert.doesNotMatch(text, /kResourceStore/);
    }
    // The reader's own properties stay.
    const named = "Object.assign(Promise.resolve(1), { [Symbol('mine')]: 2 })";
    assert.match(String(await trial.show(`[${named}]`)), /^\[ Promise { 1, .*Symbol\(mine\)\]?: 2 } \]$/);
  });

  it("in mid-cell goes through the hook on globalThis, with updates", async () => {
    await trial.run(
      `${publish}({ "text/html": "a" }, { displayId: "d" }); console.log(1); ${publish}({ "text/html": "b" }, { displayId: "d", update: true, metadata: { m: 1 } });`,
    );
    const common = { type: "display", displayId: "d", buffers: [] };
    assert.deepEqual(shown(), [
      { ...common, data: { "text/html": "a" }, metadata: {}, update: false },
      { ...common, data: { "text/html": "b" }, metadata: { m: 1 }, update: true },
    ]);
    const order = trial.events.filter((one) => one.cell === trial.cell).map(({ type }) => type);
    assert.deepEqual(order, ["display", "stream", "display"]);
  });

  it("of megabytes arrives whole and in its place", async () => {
    await trial.run(
      `console.log(1); ${publish}({ "text/html": '<"ä😀\\n>'.repeat(500_000), "text/plain": "" }); console.log(2);`,
    );
    const [{ data } = { data: undefined }, ...others] = shown();
    assert.ok(data["text/html"] === '<"ä😀\n>'.repeat(500_000));
    assert.deepEqual([data["text/plain"], others], ["", []]);
    const order = trial.events.filter((one) => one.cell === trial.cell).map(({ type }) => type);
    assert.deepEqual(order, ["stream", "display", "stream"]);
  });

  it("is whole or not at all when the cell is interrupted", async () => {
    const html = "x".repeat(3_000_000);
    for (const pause of [0, 3, 7]) {
      const code = `console.log("go"); const html = "x".repeat(${html.length}); for (;;) ${publish}({ "text/html": html });`;
      const running = trial.run(code);
      await until(() => trial.text("stdout") === "go\n");
      await new Promise((resolve) => setTimeout(resolve, pause));
      trial.runtime.interrupt();
      const outcome = await running;
      assert.equal(outcome.status === "error" && outcome.error.name, "Interrupted");
      for (const { data } of shown()) assert.ok(data["text/html"] === html);
      assert.equal(await trial.show("6 * 7"), "42");
    }
  });

  it("leaves out what has no MIME type for a name, and says so", async () => {
    const said = 'Not shown: "html" is not a MIME type\n';
    await trial.run(`${publish}({ html: "a", "text/plain": "b" });`);
    assert.deepEqual(
      [shown().map(({ data }) => data), trial.text("stderr")],
      [[{ "text/plain": "b" }], said],
    );
    await trial.run(`${publish}({ html: "a" });`);
    assert.deepEqual([shown(), trial.text("stderr")], [[], said]);
    const text = await bundle(`{ ${hook}: () => ({ html: "a" }) }`);
    assert.deepEqual([Object.keys(text as object), trial.text("stderr")], [["text/plain"], said]);
  });

  it("of what is no JSON is refused where it is shown", async () => {
    const outcome = await trial.run(`const a = {}; a.a = a; ${publish}({ "application/json": a });`);
    assert.equal(outcome.status === "error" && outcome.error.name, "TypeError");
  });

  it("works by the virtual module tslab", async () => {
    await trial.run(
      "const { display, newDisplay, clearOutput, versions } = await $import('tslab'); display.html('<i>'); display.png(new Uint8Array([1])); display.raw('text/x', 'y'); const d = newDisplay(); d.text('1'); d.text('2'); clearOutput({ wait: true }); exports.same = require('tslab').display === display; exports.versions = versions;",
    );
    const all = shown();
    assert.deepEqual(
      all.map(({ data }) => data),
      [
        { "text/html": "<i>" },
        { "image/png": "AQ==" },
        { "text/x": "y" },
        { "text/plain": "1" },
        { "text/plain": "2" },
      ],
    );
    assert.equal(all[3]?.displayId, all[4]?.displayId);
    assert.deepEqual([all[3]?.update, all[4]?.update], [false, true]);
    const cleared = trial.events.find((one) => one.type === "clear");
    assert.deepEqual(cleared, { type: "clear", cell: trial.cell, wait: true });
    assert.equal(await trial.show("exports.same"), "true");
    assert.match(String(await trial.show("exports.versions.typescript")), /^'\d+\.\d+\.\d+/);
    assert.match(String(await trial.show("exports.versions.tslab")), /^'\d+\.\d+\.\d+/);
  });
});
