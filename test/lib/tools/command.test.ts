import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { CommandFailed, type CommandResult, run, start, type Terminal } from "../../../lib/index.js";
import { isAlive } from "../../../lib/tools/group.js";
import { printed } from "../printed.js";

const node = process.execPath;
const cwd = tmpdir();
const quiet = { cwd, show: false };

describe("a command", () => {
  it("gives back what it printed, its exit code and its time", async () => {
    const result = await run([node, "-e", "console.log('out'); console.error('err')"], quiet);
    assert.deepEqual([result.stdout, result.stderr, result.exitCode], ["out\n", "err\n", 0]);
    assert.ok(result.seconds > 0);
  });

  it("gets its arguments as they are, without a shell", async () => {
    const argument = "$(touch pwned) `x` * ; 'q' \"d\"";
    const { stdout } = await run([node, "-e", "console.log(process.argv[1])", argument], quiet);
    assert.equal(stdout, `${argument}\n`);
  });

  it("shows itself as typed, then its output as it comes", async () => {
    const code = "console.log('one'); setTimeout(() => console.log('two'), 5)";
    const { text } = await printed(() => run([node, "-e", code], { cwd }));
    assert.match(text, /^\$ .*node.* -e 'console\.log/);
    assert.match(text, /one\ntwo\n$/);
  });

  it("shows a file of ours by what it is, not where it lies, on Windows too", async () => {
    const ours = fileURLToPath(new URL("../../../lib/index.js", import.meta.url));
    const result = await run([node, "-e", "", ours], quiet);
    for (const shown of [result.command, result.onWindows]) assert.match(shown, / djlab\/lib\/index\.js$/);
  });

  it("shows its folder from where the reader's terminal was opened, and is recorded there", async () => {
    const folder = mkdtempSync(join(tmpdir(), "djlab-terminal-"));
    const recorded: CommandResult[] = [];
    const terminal: Terminal = { folder: join(folder, ".."), record: (result) => recorded.push(result) };
    try {
      const { text } = await printed(() => run([node, "-e", ""], { cwd: folder, terminal }));
      assert.ok(text.startsWith(`${folder.split(/[\\/]/).at(-1)} $ `), text);
      assert.deepEqual(
        recorded.map(({ exitCode }) => exitCode),
        [0],
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("shows no secret, neither of its words nor of its output", async () => {
    const url = "https://me:pw@host.test/";
    const { text, value } = await printed(() =>
      run([node, "-e", "console.log(process.argv[1])", url], { cwd }),
    );
    assert.doesNotMatch(text + value.stdout + value.command + value.onWindows + value.argv.join(), /me:pw/);
    assert.match(text, /https:\/\/\*\*\*\*@host\.test\/\n$/);
  });

  it("whose output is JSON gives it back whole, with its secrets masked", async () => {
    const answer = { line: `SECRET_KEY = "tiger"`, text: "a token = 'lion', isn't it", rows: [1, null] };
    const { text, value } = await printed(() =>
      run([node, "-e", `console.log(process.argv[1])`, JSON.stringify(answer)], { ...quiet, json: true }),
    );
    assert.deepEqual(Object.keys(JSON.parse(value.stdout)), Object.keys(answer));
    assert.deepEqual(JSON.parse(value.stdout).rows, answer.rows);
    assert.doesNotMatch(value.stdout + text, /tiger|lion/);
  });

  it("keeps a character whose bytes come in two pieces whole", async () => {
    const code = `const b = Buffer.from("é"); process.stdout.write(b.subarray(0, 1));
      setTimeout(() => process.stdout.write(b.subarray(1)), 30)`;
    assert.equal((await run([node, "-e", code], quiet)).stdout, "é");
  });

  it("that fails says what failed, its last words, and what to do", async () => {
    const failing = run([node, "-e", "console.error('a\\nlast'); process.exit(3)"], {
      ...quiet,
      diagnose: () => ({ type: CommandFailed, next: "Try." }),
    });
    await assert.rejects(failing, (error: CommandFailed) => {
      assert.ok(error instanceof CommandFailed);
      assert.equal(error.exitCode, 3);
      assert.equal(error.lastWords, "a\nlast");
      assert.match(error.message, /failed with exit code 3\nIts last words:\n {2}a\n {2}last$/);
      assert.equal(error.next, "Try.");
      assert.match(error.stack ?? "", /^CommandFailed: [\s\S]*\nWhat to do: Try\.(\n|$)/);
      return true;
    });
  });

  it("that fails is told once, with the reader's own lines alone", async () => {
    const index = new URL("../../../lib/index.js", import.meta.url).href;
    const code = `import { run } from ${JSON.stringify(index)};
      await run([process.execPath, "-e", "console.error('my last'); process.exit(3)"], { cwd: ".", show: false });`;
    const { stderr } = await (await start([node, "--input-type=module", "-e", code], quiet)).ended;
    assert.equal(stderr.split("my last").length - 1, 2, "in the command, and as its last words");
    assert.match(stderr, / {4}at .*\[eval1\]:2/);
    assert.doesNotMatch(stderr, /at .*(dist.lib|node:)/);
  });

  it("that says much in a line is quoted with its two ends", async () => {
    const code = "console.error('begin' + ' '.repeat(5000) + 'end'); process.exit(1)";
    await assert.rejects(run([node, "-e", code], quiet), ({ lastWords }: CommandFailed) => {
      assert.match(lastWords, /^begin .* end$/);
      return lastWords.length < 400;
    });
  });

  it("that crashes is not told to be interrupted", async function () {
    if (process.platform === "win32") this.skip();
    const by = (signal: string) => run([node, "-e", `process.kill(process.pid, "${signal}")`], quiet);
    await assert.rejects(by("SIGSEGV"), { name: "CommandFailed", message: /has crashed \(SIGSEGV\)/ });
    await assert.rejects(by("SIGKILL"), { name: "Interrupted", next: /for want of memory/ });
    await assert.rejects(by("SIGINT"), { name: "Interrupted", next: /It was interrupted/ });
  });

  it("that is no program, or not ours to run, says so", async function () {
    if (process.platform === "win32") this.skip();
    await assert.rejects(run([tmpdir()], quiet), {
      name: "PermissionDenied",
      message: /is no program, or not one that you may run/,
    });
  });

  it("without a program says which one is missing", async () => {
    await assert.rejects(run(["no-such-program", "x"], quiet), {
      name: "ProgramMissing",
      message: "`no-such-program x` cannot run: no-such-program is not on PATH",
    });
    await assert.rejects(run(["./none/python", "x"], quiet), /there is no program \.\/none\/python/);
  });

  it("without a folder says so", async () => {
    await assert.rejects(
      run([node], { cwd: join(cwd, "no-such-folder"), show: false }),
      /there is no folder .*no-such-folder/,
    );
  });

  it("that takes too long is ended with all that it started", async function () {
    if (process.platform === "win32") this.skip();
    const started: string[] = [];
    const code = `const { spawn } = require("node:child_process");
      const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1e9)"], { stdio: "inherit" });
      console.log(child.pid); setInterval(() => {}, 1e9)`;
    const onOutput = (_: string, text: string) => void started.push(text);
    const slow = run([node, "-e", code], { ...quiet, timeout: 400, onOutput });
    await assert.rejects(slow, /was ended, as it went on for 0\.\d+ seconds/);
    await goneSoon(Number(started.join("")));
  });

  it("that is stopped gets the signal of Ctrl+C, and so does what it started", async function () {
    if (process.platform === "win32") this.skip();
    const child = `process.on("SIGINT", () => { console.log("child"); process.exit(0); }); console.log("up"); setInterval(() => {}, 1e9)`;
    const code = `require("node:child_process").spawn(process.execPath, ["-e", ${JSON.stringify(child)}], { stdio: "inherit" });
      process.on("SIGINT", () => { console.log("parent"); process.exitCode = 0; clearInterval(t); }); const t = setInterval(() => {}, 1e9)`;
    const up = withResolvers();
    const running = await start([node, "-e", code], {
      ...quiet,
      onOutput: (_, text) => /up/.test(text) && up.resolve(),
    });
    await up.promise;
    assert.equal(await running.stop(), "SIGINT");
    const { stdout, stopped } = await running.ended;
    assert.deepEqual(stdout.trim().split("\n").sort(), ["child", "parent", "up"]);
    assert.ok(stopped);
    assert.equal(isAlive(running.leader), false);
  });

  it("that prints without end keeps the end, and memory bounded", async () => {
    const code =
      "for (let i = 0; i < 300; i++) process.stdout.write('0123456789\\n'.repeat(1e4)); process.stdout.write('END')";
    const { stdout } = await run([node, "-e", code], quiet);
    assert.ok(stdout.endsWith("0123456789\nEND"));
    assert.ok(stdout.length <= 8 * 1024 * 1024 + 100_000);
  });
});

function withResolvers() {
  let resolve = () => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

describe("a program that ends", () => {
  for (const how of [
    "process.exit(0)",
    "process.kill(process.pid, 'SIGTERM')",
    "process.kill(process.pid, 'SIGINT')",
    "process.kill(process.pid, 'SIGKILL')",
  ]) {
    it(`by ${how} takes its commands along`, async function () {
      if (process.platform === "win32") this.skip();
      const index = new URL("../../../lib/index.js", import.meta.url).href;
      const code = `import { start } from ${JSON.stringify(index)};
        const options = { cwd: process.cwd(), show: false };
        const a = await start([process.execPath, "-e", "setInterval(() => {}, 1e9)"], options);
        const b = await start([process.execPath, "-e", "setInterval(() => {}, 1e9)"], options);
        process.stdout.write(a.leader + " " + b.leader, () => { ${how} }); setInterval(() => {}, 1e9);`;
      const ran = await start([node, "--input-type=module", "-e", code], quiet);
      const { stdout } = await ran.ended;
      const leaders = stdout.split(" ").map(Number);
      assert.equal(leaders.length, 2);
      for (const leader of leaders) await goneSoon(leader);
    });
  }
});

describe("a command that is interrupted with its program", () => {
  for (const [how, signal] of [
    ["Ctrl+C", "SIGINT"],
    ["a closed terminal", "SIGHUP"],
    ["a kill of that", "SIGKILL"],
  ] as const) {
    it(`by ${how} may tidy up`, async function () {
      if (process.platform === "win32") this.skip();
      const folder = mkdtempSync(join(tmpdir(), "djlab-tidy-"));
      const index = new URL("../../../lib/index.js", import.meta.url).href;
      const tidy = `const fs = require("node:fs"); fs.writeFileSync("temporary", "");
        process.on("SIGINT", () => setTimeout(() => { fs.rmSync("temporary"); process.exit(1); }, 100));
        console.log("up"); setInterval(() => {}, 1e9)`;
      const code = `import { run } from ${JSON.stringify(index)};
        const onOutput = () => process.kill(process.pid, ${JSON.stringify(signal)});
        await run([process.execPath, "-e", ${JSON.stringify(tidy)}], { cwd: ${JSON.stringify(folder)}, show: false, onOutput });
        console.log("went on");`;
      try {
        const { ended } = await start([node, "--input-type=module", "-e", code], quiet);
        const result = await ended;
        assert.deepEqual([result.signal, result.stdout, result.stderr], [signal, "", ""]);
        const until = performance.now() + 5000;
        while (performance.now() < until && readdirSync(folder).length > 0)
          await new Promise((again) => setTimeout(again, 20));
        assert.deepEqual(readdirSync(folder), []);
      } finally {
        rmSync(folder, { recursive: true });
      }
    });
  }

  it("is asked too where that has started it after the signal", async function () {
    if (process.platform === "win32") this.skip();
    const index = new URL("../../../lib/index.js", import.meta.url).href;
    const code = `import { run } from ${JSON.stringify(index)};
      const runs = (code, onOutput) =>
        run([process.execPath, "-e", code], { cwd: process.cwd(), show: false, onOutput }).catch(() => {});
      const stays = 'process.on("SIGINT", () => setTimeout(() => process.exit(), 500)); console.log("up"); setInterval(() => {}, 1e9)';
      const ends = runs("setInterval(() => {}, 1e9)").then(() => runs("setTimeout(() => {}, 2000)"));
      await runs(stays, () => process.kill(process.pid, "SIGINT"));
      await ends;
      console.log("went on");`;
    const { ended } = await start([node, "--input-type=module", "-e", code], quiet);
    const { signal, stdout } = await ended;
    assert.deepEqual([signal, stdout], ["SIGINT", ""]);
  });
});

/** A signal takes its time; nothing tells when somebody else's child has gone. */
async function goneSoon(pid: number): Promise<void> {
  const until = performance.now() + 5000;
  while (performance.now() < until && runs(pid)) await new Promise((again) => setTimeout(again, 10));
  assert.equal(runs(pid), false);
}

/** A process that has ended stays listed until its parent takes note. */
function runs(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return process.platform !== "linux" || !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, "latin1"));
  } catch {
    return false;
  }
}
