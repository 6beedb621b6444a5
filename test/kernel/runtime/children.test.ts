import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { ended, isLiving } from "./living.js";
import { Trial, until } from "./trial.js";

/** Starts `sleep`s: one in the runtime's group, one with a group of its own, and a grandchild of that. */
const start =
  "const { spawn } = require('child_process'); const s = (o, ...a) => spawn(a[0], a.slice(1), { stdio: 'ignore', ...o });" +
  "const nested = spawn('sh', ['-c', 'sleep 60 & echo $!; wait'], { detached: true, stdio: ['ignore', 'pipe', 'ignore'] });" +
  "const below = Number(String((await require('events').once(nested.stdout, 'data'))[0]));" +
  "exports.pids = [s({}, 'sleep', '60').pid, s({ detached: true }, 'sleep', '60').pid, nested.pid, below];";

const pidsOf = async (trial: Trial): Promise<number[]> =>
  JSON.parse(String(await trial.show("exports.pids.concat()")));

describe("runtime: child processes", () => {
  let trial: Trial;
  beforeEach(() => {
    trial = new Trial();
  });
  afterEach(() => trial.stop());

  it("of a finished cell live on through an interrupt, and end with the runtime", async () => {
    await trial.run(start);
    const pids = await pidsOf(trial);
    await trial.interrupted("console.log('running'); while (true);");
    assert.deepEqual(pids.filter(isLiving), pids);
    await trial.runtime.close();
    await ended(pids);
  });

  it("of the running cell end with an interrupt", async () => {
    const outcome = trial.interrupted(`${start} console.log('started'); await new Promise(() => {});`);
    assert.equal((await outcome).status, "error");
    await ended(await pidsOf(trial));
  });

  it("that ignore SIGINT are ended by force", async () => {
    const stubborn = "process.on('SIGINT', () => {}); console.log(1); setInterval(() => {}, 1000)";
    const code = `const c = require('child_process').spawn(process.execPath, ['-e', ${JSON.stringify(stubborn)}]); exports.pids = [c.pid]; await require('events').once(c.stdout, 'data'); console.log('started'); await new Promise(() => {});`;
    await trial.interrupted(code);
    await ended(await pidsOf(trial));
  });

  it("end when the runtime is killed", async () => {
    await trial.run(start);
    const pids = await pidsOf(trial);
    const outcome = await trial.run("process.kill(process.pid, 'SIGKILL'); await new Promise(() => {});");
    assert.equal(outcome.status, "died");
    await ended(pids);
  });

  it("end when only members of a group are left, whose leader has ended", async () => {
    const code =
      "const leader = require('child_process').spawn('sh', ['-c', 'sleep 60 & echo $!'], { detached: true, stdio: ['ignore', 'pipe', 'ignore'] });" +
      "exports.pids = [Number(String((await require('events').once(leader.stdout, 'data'))[0]))]; await require('events').once(leader, 'exit');";
    await trial.run(code);
    const pids = await pidsOf(trial);
    assert.deepEqual(pids.filter(isLiving), pids);
    await trial.runtime.close();
    await ended(pids);
  });

  it("inherit none of the runtime's own pipes", async function () {
    if (process.platform !== "linux") return this.skip();
    const code =
      "const fs = require('fs'); const own = [3, 4, 5].map((fd) => fs.readlinkSync('/proc/self/fd/' + fd));" +
      "const listing = String(require('child_process').execSync('ls -l /proc/self/fd'));" +
      "exports.shared = own.filter((one) => listing.includes(one));";
    await trial.run(code);
    assert.equal(await trial.show("exports.shared"), "[]");
  });

  for (const running of [
    "while (true);",
    "await new Promise(() => {});",
    "require('child_process').execSync('sleep 60');",
  ]) {
    it(`end with the runtime when the kernel is killed during \`${running}\``, async () => {
      const script = fileURLToPath(new URL("doomed-kernel.js", import.meta.url));
      const kernel = spawn(process.execPath, [
        script,
        trial.folder,
        `${start} console.log(JSON.stringify([process.pid, ...exports.pids])); ${running}`,
      ]);
      let told = "";
      kernel.stdout.on("data", (chunk) => {
        told += chunk;
      });
      await until(() => told.includes("]"));
      const pids: number[] = JSON.parse(told);
      assert.equal(pids.length, 5);
      kernel.kill("SIGKILL");
      await once(kernel, "exit");
      await ended(pids);
    });
  }
});
