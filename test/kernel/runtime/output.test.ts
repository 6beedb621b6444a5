import assert from "node:assert/strict";
import { Trial, until } from "./trial.js";

describe("runtime: output", () => {
  let trial: Trial;
  before(() => {
    trial = new Trial();
  });
  after(() => trial.stop());

  it("comes from console and from the process's streams, in the order of the calls", async () => {
    await trial.run(
      "console.log('%d %o', 1, 'x'); console.error('b'); process.stdout.write('c'); process.stderr.write('d'); console.table([[1]]);",
    );
    const pieces = trial.events.flatMap((one) => (one.type === "stream" ? [`${one.name} ${one.text}`] : []));
    assert.deepEqual(pieces.slice(0, 4), ["stdout 1 'x'\n", "stderr b\n", "stdout c", "stderr d"]);
    assert.match(trial.text("stdout"), /│ 0 │ 1 │|\(index\)/);
  });

  it("is no terminal, and calls back when it has written", async () => {
    const code =
      "await new Promise((r) => process.stdout.write(Buffer.from('ä'), r)); exports.t = process.stdout.isTTY";
    assert.deepEqual(await trial.run(code, { lastExpression: "t" }), { status: "ok" });
    assert.equal(trial.text("stdout"), "ä");
  });

  it("takes the end of a pipeline", async () => {
    const code =
      "await require('node:stream/promises').pipeline(['a', 'b'], process.stdout, { end: false }); console.log('c')";
    assert.equal((await trial.run(code)).status, "ok");
    assert.equal(trial.text("stdout"), "abc\n");
  });

  it("is what a pipeline may end with, time and again, and then goes on", async () => {
    const code = `
      const { Readable } = require('node:stream');
      const { pipeline } = require('node:stream/promises');
      for (const round of [1, 2, 3, 4, 5, 6]) {
        await pipeline(Readable.from(['a', 'b']), process.stdout);
        await pipeline(['c'], process.stdout);
        console.log(round);
      }
      const failing = async function* () { yield 'd'; throw new Error('broken'); };
      await pipeline(failing, process.stdout).catch((error) => console.log(error.message));
      await pipeline(Readable.from(['e']), process.stdout);
      for (const one of ['f', 'g']) await new Promise((done) => process.stdout.end(one, done));
      for (const one of ['h', 'i']) {
        await new Promise((done) => Readable.from([one]).on('end', done).pipe(process.stdout));
      }
      console.log();`;
    assert.equal((await trial.run(code)).status, "ok");
    assert.equal(trial.text("stdout"), "abc1\nabc2\nabc3\nabc4\nabc5\nabc6\ndbroken\nefghi\n");
    // No warning of listeners that were left behind.
    assert.equal(trial.text("stderr"), "");
    assert.deepEqual(trial.strayErrors(), []);
  });

  it("of a hundred thousand lines is complete, ordered, and there before the outcome", async () => {
    const lines = 100_000;
    await trial.run(`for (let i = 0; i < ${lines}; i++) console.log(i);`);
    const expected = Array.from({ length: lines }, (_, i) => `${i}\n`).join("");
    assert.ok(trial.text("stdout") === expected);
    const messages = trial.events.filter((one) => one.cell === trial.cell);
    // How many depends on the machine: text leaves at once as long as there is little of it.
    assert.ok(messages.length < lines / 10, `${messages.length} messages`);
  });

  it("of a child process that inherits the streams is there before the outcome", async () => {
    const code =
      "require('child_process').spawnSync(process.execPath, ['-e', 'process.stdout.write(`x`.repeat(2e6)); console.error(7)'], { stdio: 'inherit' })";
    await trial.run(code);
    assert.equal(trial.text("stdout").length, 2e6);
    assert.equal(trial.text("stderr"), "7\n");
  });

  it("that is no UTF-8 or half a surrogate pair arrives as replacement characters", async () => {
    await trial.run("process.stdout.write('\\ud83d'); process.stdout.write(Buffer.from([0xff, 65]));");
    assert.equal(trial.text("stdout"), "\ufffd\ufffdA");
    await trial.run(
      "require('fs').writeSync(1, Buffer.from([0xc3])); require('fs').writeSync(1, Buffer.from([0xa4, 0xfe, 66]));",
    );
    assert.equal(trial.text("stdout"), "ä\ufffdB");
  });

  it("arrives while the cell runs", async () => {
    const outcome = trial.run(
      "console.log('now'); await new Promise((r) => { exports.go = r; setTimeout(r, 5000) })",
    );
    await until(() => trial.text("stdout") === "now\n");
    trial.runtime.interrupt();
    assert.equal((await outcome).status, "error");
  });

  it("of a finished cell's timer belongs to that cell, also while another runs", async () => {
    await trial.run("setTimeout(() => console.log('late'), 50);");
    const first = trial.cell;
    await trial.run("await new Promise((r) => setTimeout(r, 200)); console.log('own');");
    assert.equal(trial.text("stdout", first), "late\n");
    assert.equal(trial.text("stdout"), "own\n");
  });

  it("goes on when a cell has closed its standard output", async () => {
    assert.equal((await trial.run("require('fs').closeSync(1); console.log('still')")).status, "ok");
    assert.equal(trial.text("stdout"), "still\n");
    assert.equal(await trial.show("1"), "1");
  });
});

describe("runtime: an error outside a cell's flow", () => {
  let trial: Trial;
  before(() => {
    trial = new Trial();
  });
  after(() => trial.stop());

  it("in a timer is reported on its cell, and the session goes on", async () => {
    await trial.run("exports.a = 1; setTimeout(() => { throw new TypeError('in a timer') }, 30);");
    const first = trial.cell;
    assert.equal(await trial.show("await new Promise((r) => setTimeout(r, 100, exports.a))"), "1");
    assert.deepEqual(trial.strayErrors(first), ["in a timer"]);
  });

  it("as a rejection that a later cell awaits is told without a warning of Node's", async () => {
    await trial.run("exports.late = Promise.reject(new Error('late'));");
    assert.deepEqual(trial.strayErrors(), ["late"]);
    assert.equal(await trial.show("await exports.late"), "late");
    await trial.run("await new Promise((r) => setTimeout(r, 20))");
    assert.doesNotMatch(JSON.stringify(trial.events), /PromiseRejectionHandledWarning/);
  });

  it("as an unhandled rejection is reported before the cell's outcome", async () => {
    assert.equal((await trial.run("Promise.reject(new Error('unheard'));")).status, "ok");
    assert.deepEqual(trial.strayErrors(), ["unheard"]);
  });
});
