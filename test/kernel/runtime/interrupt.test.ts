import assert from "node:assert/strict";
import { setTimeout as pause } from "node:timers/promises";
import { Trial, until } from "./trial.js";

/** Each says that it runs where it cannot be stopped in passing any more: a callback that comes later would loop. */
const loops = {
  "a loop": "running(); while (true);",
  "a thread that sleeps": "running(); Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);",
  "a loop of short sleeps":
    "running(); for (;;) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 40);",
  "a loop after an await": "await null; running(); while (true);",
  "a loop after a timer": "await new Promise((r) => setTimeout(r, 5)); running(); while (true);",
  "a loop of awaits": "running(); while (true) await null;",
  "an await that never ends": "running(); await new Promise(() => {});",
  "a loop in a timer's callback":
    "setTimeout(() => { running(); while (true); }); await new Promise(() => {});",
  "a loop in setImmediate": "setImmediate(() => { running(); while (true); }); await new Promise(() => {});",
  "a loop in a file's callback":
    "require('fs').stat('.', () => { running(); while (true); }); await new Promise(() => {});",
  "a circle of nextTick":
    "running(); process.nextTick(function again() { process.nextTick(again) }); await new Promise(() => {});",
  "a loop that catches everything": "running(); for (;;) try { for (;;); } catch {} finally {}",
  "endless output": "running(); for (let i = 0; ; i++) console.log(i);",
  "a display that never ends":
    "running(); exports.last = { [Symbol.for('Jupyter.display')]() { for (;;); } };",
};

describe("runtime: an interrupt", () => {
  let trial: Trial;
  before(() => {
    trial = new Trial();
  });
  after(() => trial.stop());

  for (const [name, code] of Object.entries(loops)) {
    it(`ends ${name}, twice in a row, and keeps the variables`, async () => {
      for (const kept of [1, 2]) {
        const outcome = await trial.interrupted(
          `const running = () => console.log('running'); exports.kept = ${kept}; ${code}`,
          {
            lastExpression: "last",
          },
        );
        assert.equal(outcome.status === "error" && outcome.error.name, "Interrupted");
        assert.equal(await trial.show("exports.kept"), String(kept));
      }
      assert.deepEqual(trial.deaths, []);
    });
  }

  it("ends a cell that is no async function", async () => {
    const outcome = await trial.interrupted("console.log('running'); while (true);", { async: false });
    assert.equal(outcome.status === "error" && outcome.error.name, "Interrupted");
  });

  it("stops a loop that sleeps between its rounds", async () => {
    await trial.interrupted(
      "for (;;) { console.log('round'); await new Promise((r) => setTimeout(r, 10)); }",
    );
    const rounds = trial.text("stdout").length;
    const { cell } = trial;
    await trial.run("await new Promise((r) => setTimeout(r, 100));");
    assert.equal(trial.text("stdout", cell).length, rounds);
  });

  it("ends what waits for a synchronous child process", async () => {
    const started = performance.now();
    const outcome = await trial.interrupted(
      "console.log('running'); require('child_process').execSync('sleep 30');",
    );
    assert.equal(outcome.status === "error" && outcome.error.name, "Interrupted");
    assert.ok(performance.now() - started < 10_000);
  });

  it("that comes while no cell runs does nothing to the next one", async () => {
    for (let i = 0; i < 5; i++) {
      trial.runtime.interrupt();
      const busy = "const end = Date.now() + 100; while (Date.now() < end); exports.last = 'whole';";
      assert.deepEqual(await trial.run(busy, { lastExpression: "last" }).then((one) => one.status), "ok");
    }
  });

  it("that ends a busy timer does not end the cell that is sent right after it", async () => {
    for (let round = 0; round < 60; round++) {
      const busy = 26 + round / 10;
      await trial.run(
        `setTimeout(() => { const t = performance.now(); while (performance.now() - t < ${busy}); }, 4)`,
      );
      await pause(5);
      trial.runtime.interrupt();
      assert.equal(await trial.show("1 + 1"), "2");
    }
  });

  it("reaches the cell of a process that has hardly started, also after one for no cell", async () => {
    for (let i = 0; i < 6; i++) {
      const young = new Trial();
      try {
        await young.run("1");
        young.runtime.interrupt();
        const outcome = await young.interrupted("console.log('running'); for (;;) await null;");
        assert.equal(outcome.status === "error" && outcome.error.name, "Interrupted");
      } finally {
        await young.stop();
      }
    }
  });

  it("that comes twice is one", async () => {
    const running = trial.interrupted("console.log('running'); while (true);");
    await until(() => trial.text("stdout") === "running\n");
    trial.runtime.interrupt();
    trial.runtime.interrupt();
    assert.equal((await running).status, "error");
    assert.equal(await trial.show("1"), "1");
  });

  it("frees a process that a finished cell's timer keeps busy", async () => {
    await trial.run("setTimeout(() => { console.log('stuck'); while (true); }, 20);");
    await until(() => trial.text("stdout") === "stuck\n");
    trial.runtime.interrupt();
    assert.equal(await trial.show("'free'"), "'free'");
  });

  it("for no cell stops the timers of finished cells, and says so; servers live on", async () => {
    const count = "const tick = () => { console.log('tick'); }; ";
    await trial.run(`${count} setInterval(tick, 5);`);
    const first = trial.cell;
    await trial.run(`${count} (function again() { setTimeout(() => { tick(); again(); }, 5) })();`);
    const server =
      "exports.server = require('node:http').createServer((_, answer) => answer.end('alive')).listen(0, '127.0.0.1');";
    await trial.run(`${server} await new Promise((r) => exports.server.on('listening', r));`);
    await trial.run("setTimeout(() => {}, 1e6).unref();");
    await until(() => trial.text("stdout", first).includes("tick\ntick\n"));
    trial.runtime.stopTimers();
    await until(() => trial.text("stderr") !== "");
    // Cells of the tests before may have left some.
    assert.match(trial.text("stderr"), /^Interrupted: \d+ timers of finished cells stopped\n$/);
    const { length } = trial.events;
    await pause(60);
    assert.equal(trial.events.length, length);
    const url = "'http://127.0.0.1:' + exports.server.address().port";
    assert.equal(await trial.show(`await (await fetch(${url})).text()`), "'alive'");
    await trial.run("exports.server.close(); exports.server.closeAllConnections();");
  });

  it("leaves the timers of finished cells alone, when one runs", async () => {
    await trial.run("exports.ticks = 0; exports.timer = setInterval(() => exports.ticks++, 5);");
    await trial.interrupted("console.log('running'); await new Promise(() => {});");
    const ticks = Number(await trial.show("exports.ticks"));
    await pause(100);
    assert.ok(Number(await trial.show("(clearInterval(exports.timer), exports.ticks)")) > ticks);
  });
});
