import assert from "node:assert/strict";
import { mkdirSync, rmSync } from "node:fs";
import { startRuntime } from "../../../kernel/runtime/host.js";
import { Trial, until } from "./trial.js";

describe("runtime: the end of its process", () => {
  let trial: Trial;
  before(() => {
    trial = new Trial();
  });
  after(() => trial.stop());

  const deaths: [string, string, RegExp][] = [
    ["process.exit()", "process.exit(3);", /exited with code 3/],
    ["a signal", "process.kill(process.pid, 'SIGKILL'); await new Promise(() => {});", /ended by SIGKILL/],
    ["process.abort()", "process.abort();", /ended by SIGABRT/],
  ];
  for (const [name, code, words] of deaths) {
    it(`by ${name} is told on the cell with what it printed, and a new one is ready`, async () => {
      await trial.run("exports.gone = 1;");
      const outcome = await trial.run(`console.log('before'); require('fs').writeSync(2, 'native'); ${code}`);
      const { cell } = trial;
      assert.equal(outcome.status, "died");
      if (outcome.status === "died") {
        assert.match(outcome.error.message, words);
        assert.match(outcome.error.message, /variables are gone/);
      }
      assert.equal(trial.text("stdout", cell), "before\n");
      // Nothing of what V8 writes besides.
      assert.equal(trial.text("stderr", cell), "native");
      assert.equal(await trial.show("typeof exports.gone"), "'undefined'");
      assert.deepEqual(trial.deaths, []);
    });
  }

  it("by an array that is too large is told as that, and not as a lack of memory", async () => {
    const outcome = await trial.run("'x'.repeat(5e8).split('').sort()");
    assert.equal(outcome.status, "died");
    if (outcome.status !== "died") return;
    assert.match(outcome.error.message, /larger than JavaScript allows/);
    assert.doesNotMatch(outcome.error.message, /memory/);
    assert.doesNotMatch(trial.text("stderr"), /stack trace/);
  });

  it("of a child process shows what that wrote last", async () => {
    const child =
      "require('child_process').spawnSync(process.execPath, ['-e', 'process.abort()'], { stdio: 'inherit' })";
    assert.equal((await trial.run(child)).status, "ok");
    assert.match(trial.text("stderr"), /Native stack trace/);
  });

  it("when the notebook's folder is gone is told with the folder", async () => {
    const homeless = new Trial();
    await homeless.run("1");
    rmSync(homeless.folder, { recursive: true });
    await homeless.run("process.exit(1)");
    const outcome = await homeless.run("1");
    assert.equal(outcome.status, "died");
    if (outcome.status === "died") {
      assert.ok(
        outcome.error.message.includes(`the notebook's folder ${homeless.folder} is gone`),
        outcome.error.message,
      );
    }
    mkdirSync(homeless.folder);
    assert.equal(await homeless.show("1"), "1");
    await homeless.stop();
  });

  it("in its first cell, is told as what it is", async () => {
    const fresh = new Trial();
    const outcome = await fresh.run("process.exit(3);");
    await fresh.stop();
    assert.equal(outcome.status, "died");
    if (outcome.status === "died") assert.match(outcome.error.message, /exited with code 3/);
  });

  it("by an error that nothing catches is told as that", async () => {
    const outcome = await trial.run(
      "process.removeAllListeners('uncaughtException'); setTimeout(() => { throw new Error('x') }); await new Promise(() => {});",
    );
    assert.equal(outcome.status, "died");
    if (outcome.status === "died") assert.match(outcome.error.message, /an error that nothing caught/);
    assert.match(trial.text("stderr"), /^Error: x$/m);
  });

  it("runs the reader's exit handlers, and what they print arrives", async () => {
    await trial.run("process.on('exit', () => console.log('bye')); process.exit(0)");
    assert.equal(trial.text("stdout"), "bye\n");
  });

  it("between two cells is told to those who listen", async () => {
    await trial.run("setTimeout(() => process.exit(7), 20);");
    await until(() => trial.deaths.length > 0);
    assert.match(trial.deaths[0]!.message, /code 7/);
    assert.equal(await trial.show("1"), "1");
  });

  it("lets the cells that wait run in the new one", async () => {
    const outcomes = [trial.run("process.exit(1)"), trial.run("exports.next = 1"), trial.run("nonsense")];
    assert.deepEqual(
      (await Promise.all(outcomes)).map(({ status }) => status),
      ["died", "ok", "error"],
    );
  });
});

describe("runtime: exhausted memory", () => {
  let trial: Trial;
  before(() => {
    const { NODE_OPTIONS } = process.env;
    process.env.NODE_OPTIONS = "--max-old-space-size=64";
    trial = new Trial();
    if (NODE_OPTIONS === undefined) delete process.env.NODE_OPTIONS;
    else process.env.NODE_OPTIONS = NODE_OPTIONS;
  });
  after(() => trial.stop());

  it("is told as that on the cell", async () => {
    const outcome = await trial.run("const a = []; for (;;) a.push(new Array(1e5).fill(1.5));");
    assert.equal(outcome.status, "died");
    if (outcome.status === "died") assert.match(outcome.error.message, /ran out of memory/);
    assert.doesNotMatch(trial.text("stderr"), /GCs|stack ?trace/);
    assert.equal(await trial.show("1"), "1");
  });
});

describe("runtime: close", () => {
  for (const code of ["while (true);", "await new Promise(() => {});", "setInterval(() => {}, 1000);"]) {
    it(`takes less than two seconds during \`${code}\``, async () => {
      const trial = new Trial();
      const outcome = trial.run(`console.log('running'); ${code}`);
      await until(() => trial.text("stdout") === "running\n");
      const started = performance.now();
      await trial.runtime.close();
      assert.ok(performance.now() - started < 2000);
      await outcome;
      assert.equal((await trial.run("1")).status, "died");
      assert.deepEqual(trial.deaths, []);
      await trial.stop();
    });
  }

  it("of one that cannot start comes to an end, and its cells say why", async () => {
    const runtime = startRuntime({
      script: "no-such-file.cjs",
      watchdog: "none.cjs",
      cwd: "/no/such/folder",
    });
    const cell = {
      cell: "a",
      name: "cell 1",
      code: "",
      javascript: "",
      async: false,
      modules: [],
      imports: {},
    };
    for (const _ of [1, 2]) {
      const outcome = await runtime.execute(cell);
      assert.equal(outcome.status, "died");
      if (outcome.status === "died") assert.match(outcome.error.message, /could not be started/);
    }
    await runtime.close();
  });
});
