import assert from "node:assert/strict";
import { Trial, until } from "./trial.js";

describe("runtime: a cell", () => {
  let trial: Trial;
  before(() => {
    trial = new Trial();
  });
  after(() => trial.stop());

  it("shows its last expression's value", async () => {
    assert.equal(await trial.show("[1, { b: 'c' }]"), "[ 1, { b: 'c' } ]");
    assert.equal(await trial.show("null"), "null");
  });

  it("shows nothing for undefined, nor the value of an earlier cell", async () => {
    await trial.show("1");
    assert.deepEqual(await trial.run("exports.a = 2", { lastExpression: "last" }), { status: "ok" });
    assert.deepEqual(await trial.run("exports.last = undefined", { lastExpression: "last" }), {
      status: "ok",
    });
  });

  it("sees the variables of the cells before it, and closures see what later cells assign", async () => {
    await trial.run("exports.count = 1; exports.read = () => exports.count;");
    await trial.run("exports.count++;");
    assert.equal(await trial.show("exports.read()"), "2");
  });

  it("may await at its top, and a promise as its last value is awaited", async () => {
    assert.equal(await trial.show("await Promise.resolve(1)"), "1");
    assert.equal(await trial.show("Promise.resolve(2)"), "2");
    assert.equal(await trial.show("{ then: (done) => done(3) }", { async: false }), "3");
    assert.equal(await trial.show("Promise.reject(new Error('no'))"), "no");
  });

  it("runs without await as a plain function", async () => {
    assert.equal(await trial.show("1 + 1", { async: false }), "2");
    assert.equal(await trial.show("nothing.here", { async: false }), "nothing is not defined");
  });

  it("keeps what was assigned before an error", async () => {
    const outcome = await trial.run("exports.kept = 5; throw new RangeError('stop');");
    assert.equal(outcome.status === "error" && outcome.error.name, "RangeError");
    assert.equal(await trial.show("exports.kept"), "5");
  });

  it("has import.meta and require of the notebook's folder", async () => {
    assert.equal(await trial.show("$meta.dirname"), `'${trial.folder}'`);
    assert.match(String(await trial.show("$meta.resolve('./a.js')")), /^'file:.*\/a\.js'$/);
    assert.equal(await trial.show("$meta.resolve('fs')"), "'node:fs'");
    assert.equal(await trial.show("require('node:path').sep === require('path').sep"), "true");
    assert.equal(await trial.show("process.cwd()"), `'${trial.folder}'`);
  });

  it("has a standard input that asks, and that ends with it", async () => {
    const shown = trial.show(
      "await new Promise((got) => process.stdin.once('data', (line) => got(String(line))))",
    );
    await until(() => trial.events.some(({ type }) => type === "question"));
    const question = trial.events.find((one) => one.type === "question");
    trial.runtime.answer({ id: question!.id, text: "typed" });
    assert.equal(await shown, "'typed\\n'");
    await trial.run("globalThis.closed = new Promise((r) => process.stdin.on('end', r).resume())");
    assert.equal(await trial.show("await globalThis.closed"), undefined);
  });

  it("waits its turn", async () => {
    const [first, second] = [
      trial.show("await new Promise((r) => setTimeout(r, 50, 'a'))"),
      trial.show("'b'"),
    ];
    assert.deepEqual(await Promise.all([first, second]), ["'a'", "'b'"]);
  });
});
