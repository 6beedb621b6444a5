import assert from "node:assert/strict";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { startServer } from "../../scripts/jupyter/server.js";
import { readNotebook } from "../../scripts/notebook/document.js";
import type { NotebookResult } from "../../scripts/notebook/run-notebook.js";
import { packageRoot } from "../../scripts/places.js";
import { descendants, djlab, endAll, gone } from "./cli.js";

const fixture = (name: string) => resolve("test/fixtures/notebooks", `${name}.ipynb`);

describe("djlab run", function () {
  this.timeout(120_000);
  let out: string;
  beforeEach(async () => {
    out = await mkdtemp(join(tmpdir(), "djlab-run-"));
  });
  afterEach(async () => {
    await endAll();
    await rm(out, { recursive: true });
  });
  const outputsOf = async (name: string, cell: number) => {
    const found = (await readNotebook(join(out, `${name}.ipynb`))).cells[cell];
    return found?.cell_type === "code" ? found.outputs : [];
  };

  it("writes the notebook with what its cells showed, run in its own folder", async () => {
    const { code, stderr } = await djlab(["run", fixture("good"), "--out", out]).ended;
    assert.equal(code, 0, stderr);
    assert.match(stderr, /good \[2\/2\] kept \+ 2\ngood: 2 cells in /);
    const { cells, metadata } = await readNotebook(join(out, "good.ipynb"));
    assert.deepEqual(metadata.kept, { by: "a run" });
    assert.deepEqual(
      cells.map((cell) => (cell.cell_type === "code" ? cell.execution_count : undefined)),
      [undefined, 1, null, 2],
    );
    assert.deepEqual(await outputsOf("good", 1), [
      { output_type: "stream", name: "stdout", text: "in notebooks\ndone\n" },
    ]);
    assert.deepEqual(await outputsOf("good", 3), [
      { output_type: "execute_result", data: { "text/plain": "42" }, metadata: {}, execution_count: 2 },
    ]);
  });

  it("names chapter, cell, line and error of a failure, runs no further, and goes on with other notebooks", async () => {
    const args = ["run", fixture("failing"), fixture("expected"), "--jobs", "2", "--out", out, "--json"];
    const { code, stdout, stderr } = await djlab(args).ended;
    assert.equal(code, 1);
    assert.match(stderr, /failing\.ipynb failed in cell 2 \(id failing-3\): throw new RangeError/);
    assert.match(stderr, /^RangeError: no such a$/m);
    const { ok, notebooks } = JSON.parse(stdout) as { ok: boolean; notebooks: NotebookResult[] };
    assert.equal(ok, false);
    const [failing, expected] = notebooks;
    assert.equal(failing?.failure?.sourceLine, 'throw new RangeError("no such " + wish[0]);');
    assert.equal(failing.ran, 2);
    assert.equal(expected?.ok, true);
    assert.equal((await outputsOf("failing", 0)).length, 1);
    assert.equal((await outputsOf("failing", 2)).length, 1);
    assert.deepEqual(await outputsOf("failing", 3), []);
    assert.equal((await outputsOf("expected", 1)).length, 1);
  });

  it("keeps what a cell had shown when the kernel dies under it, and when it takes too long", async () => {
    const died = await djlab(["run", fixture("dying"), "--out", out]).ended;
    assert.equal(died.code, 1);
    assert.match(died.stderr, /dying\.ipynb failed in cell 1 .*\nKernelLost: The kernel died/);
    const late = await djlab(["run", fixture("endless"), "--out", out, "--timeout", "15"]).ended;
    assert.equal(late.code, 1);
    assert.match(late.stderr, /Timeout: the cell did not finish within 15 s/);
    for (const name of ["dying", "endless"]) {
      const outputs = await outputsOf(name, 0);
      assert.deepEqual(outputs[0], { output_type: "stream", name: "stdout", text: "said before the end\n" });
      assert.equal(outputs.at(-1)?.output_type, "error");
    }
  });

  it("ends within five seconds at Ctrl+C, with the outputs so far", async () => {
    const running = djlab(["run", fixture("endless"), "--out", out]);
    await running.says("endless [1/2]");
    const started = descendants(running.child.pid!);
    running.signal("SIGINT");
    running.signal("SIGINT");
    const { code, ms, stderr } = await running.ended;
    assert.equal(code, 130, stderr);
    assert.ok(ms < 5000, `${ms} ms`);
    assert.equal((await outputsOf("endless", 0)).at(-1)?.output_type, "error");
    await gone(started, 5000 - ms);
  });

  it("waits while another run has the chapter's folder, and goes on when that was killed", async function () {
    if (process.platform === "win32") this.skip();
    const run = () => djlab(["run", fixture("endless"), "--out", out]);
    const first = run();
    await first.says("endless [1/2]");
    const second = run();
    await second.says(`waiting for another run of endless, process ${first.child.pid} (`);
    assert.deepEqual(descendants(second.child.pid!), []);
    const third = djlab(["run", fixture("endless"), "--out", out, "--json"]);
    await third.says("waiting for another run of endless, process ");
    third.signal("SIGINT");
    const { code, stdout } = await third.ended;
    assert.deepEqual([code, stdout], [130, '{"ok":false,"notebooks":[]}\n']);
    // Another chapter has a folder of its own.
    const other = await djlab(["run", fixture("good"), "--out", out]).ended;
    assert.equal(other.code, 0, other.stderr);
    assert.ok(!other.stderr.includes("waiting"), other.stderr);
    first.signal("SIGKILL");
    await second.says("endless [1/2]");
    second.signal("SIGINT");
    await second.ended;
    const left = (await readdir(join(packageRoot, ".djlab/locks"))).filter((name) => /^endless/.test(name));
    assert.deepEqual(left, []);
  });

  it("uses a server that is there, and says when it refuses or does not answer", async () => {
    const server = await startServer({ kind: "run", root: packageRoot, folder: packageRoot });
    try {
      const { code, stderr } = await djlab(["run", fixture("good"), "--out", out, "--server", server.page])
        .ended;
      assert.equal(code, 0, stderr);
      assert.deepEqual(await outputsOf("good", 1), [
        { output_type: "stream", name: "stdout", text: "in notebooks\ndone\n" },
      ]);
      const wrong = await djlab(["run", fixture("good"), "--server", server.baseUrl, "--token", "x"]).ended;
      assert.equal(wrong.code, 1);
      assert.match(wrong.stderr, /refuses the token\nnext: /);
    } finally {
      await server.stop();
    }
    const absent = await djlab(["run", fixture("good"), "--server", server.baseUrl, "--token", "x"]).ended;
    assert.equal(absent.code, 1);
    assert.match(absent.stderr, /No Jupyter Server answers at /);
  });

  it("takes the name of a chapter, wherever it is called", async () => {
    const { code, stderr } = await djlab(["run", "04-first-project", "--server", "ftp://none"], { cwd: out })
      .ended;
    assert.equal(code, 1);
    assert.match(stderr, /No Jupyter Server answers/);
  });

  it("refuses a place that cannot be written before it asks a server, and ends while that says nothing", async () => {
    let asked = 0;
    const silent = createServer(() => {
      asked += 1;
    });
    await new Promise<void>((listening) => silent.listen(0, "127.0.0.1", listening));
    try {
      const server = ["--server", `http://127.0.0.1:${(silent.address() as AddressInfo).port}`];
      const file = join(out, "file");
      await writeFile(file, "");
      const refused = await djlab(["run", fixture("good"), ...server, "--out", file]).ended;
      assert.equal(refused.code, 2);
      assert.match(refused.stderr, /^djlab: Nothing can be written into [^\n]+\nnext: [^\n]*--out DIR\n$/);
      assert.equal(asked, 0);

      const asking = djlab(["run", fixture("good"), ...server, "--out", out]);
      await new Promise((connected) => silent.once("connection", connected));
      asking.signal("SIGINT");
      const { code, ms } = await asking.ended;
      assert.equal(code, 130);
      assert.ok(ms < 5000, `${ms} ms`);
    } finally {
      silent.close();
    }
  });

  it("takes wrong use for what it is: exit 2, and what is wrong", async () => {
    const cases: [args: string[], said: RegExp][] = [
      [[fixture("none")], /there is no notebook .*none\.ipynb\nnext: .*04-first-project/],
      [[resolve("test/fixtures/notebooks")], /is a folder, not a notebook\nnext: Name a notebook in it: /],
      [[fixture("old")], /not a Jupyter notebook .*\nnext: /],
      [[resolve("package.json")], /not a Jupyter notebook .*\nnext: /],
      [[resolve("README.md")], /not a Jupyter notebook .*\nnext: /],
      [[fixture("foreign")], /asks for the kernel no-such-kernel; the server has .*djlab/],
      ...["many", "0", "1.5", "-1", ""].map((jobs): [string[], RegExp] => [
        [fixture("good"), "--jobs", jobs],
        /A whole number from 1 is wanted\.\nnext: /,
      ]),
      ...["soon", "0", "1e9"].map((timeout): [string[], RegExp] => [
        [fixture("good"), "--timeout", timeout],
        /A number of seconds above 0 is wanted, \d+ at most\.\nnext: /,
      ]),
      [
        [fixture("good"), "--python", "/no/python"],
        /--python \/no\/python does not start .*\nnext: .* 3\.10/,
      ],
      [[fixture("good"), "--python", process.execPath], /does not start as a Python\nnext: /],
      [[fixture("good"), "--token", "x"], /--token is for a --server/],
      [["--no-such-option"], /unknown option/],
    ];
    for (const [args, said] of cases) {
      const { code, stderr } = await djlab(["run", ...args]).ended;
      assert.equal(code, 2, stderr);
      assert.match(stderr, said);
    }
  });
});
