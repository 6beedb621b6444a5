import assert from "node:assert/strict";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { portOf } from "../../scripts/lab.js";
import { descendants, djlab, endAll, gone } from "./cli.js";

const lab = ["lab", "--no-browser", "--port=0"];

describe("djlab lab", function () {
  this.timeout(60_000);
  afterEach(endAll);
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    it(`ends with all that it started at one ${signal}, unasked, within five seconds`, async function () {
      if (process.platform === "win32") this.skip();
      const running = djlab(lab);
      assert.equal((await startKernel(await pageOf(running))).status, 201);
      const started = await familyOf(running);
      running.signal(signal);
      const { code, ms } = await running.ended;
      assert.equal(code, { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 }[signal]);
      assert.ok(ms < 5000, `${ms} ms`);
      await gone(started, 5000 - ms);
    });
  }

  it("ends when djlab itself is killed", async () => {
    const running = djlab(lab);
    assert.equal((await startKernel(await pageOf(running))).status, 201);
    const started = await familyOf(running);
    running.child.kill("SIGKILL");
    await gone(started, 5000);
  });

  it("says what to type when the port that was asked for is in use", async () => {
    const other = createServer();
    const port = await new Promise<number>((resolve) => {
      other.listen(0, "127.0.0.1", () => resolve((other.address() as { port: number }).port));
    });
    try {
      const { code, stderr } = await djlab(["lab", "--no-browser", "--port", `${port}`]).ended;
      assert.equal(code, 1);
      assert.equal(
        stderr,
        `djlab: Port ${port} is in use by another program\nnext: npm start -- --port ${port + 1}\n`,
      );
    } finally {
      other.close();
    }
  });

  it("takes what is no port for wrong use", async () => {
    for (const port of [["--port", "abc"], ["--port=70000"], ["--port"]]) {
      const { code, stderr } = await djlab(["lab", "--no-browser", ...port]).ended;
      assert.equal(code, 2);
      assert.match(stderr, /^djlab: --port wants a whole number [^\n]*\nnext: [^\n]+\n$/);
    }
  });

  it("asks for a token, and touches nothing in the reader's home", async () => {
    const home = await mkdtemp(join(tmpdir(), "djlab-home-"));
    try {
      const running = djlab(lab, { env: { ...process.env, HOME: home, USERPROFILE: home } });
      const page = new URL(await pageOf(running));
      assert.equal(page.hostname, "127.0.0.1");
      assert.equal((await fetch(new URL("/api/kernelspecs", page))).status, 403);
      assert.equal((await fetch(page)).status, 200);
      running.signal("SIGTERM");
      await running.ended;
      assert.deepEqual(await readdir(home), []);
    } finally {
      await rm(home, { recursive: true });
    }
  });

  it("takes what Jupyter refuses for wrong use, in two lines", async () => {
    const cases: [options: string[], said: RegExp][] = [
      [["--nope-option"], /^djlab: Jupyter does not know --nope-option\nnext: .*--help-all\n$/],
      [["--ServerApp.ip"], /^djlab: Jupyter cannot use --ServerApp\.ip: it wants a value\nnext: [^\n]+\n$/],
      [
        ["--ServerApp.max_body_size=much"],
        /^djlab: Jupyter cannot use an option: .*max_body_size.*\nnext: [^\n]+\n$/,
      ],
    ];
    for (const [options, said] of cases) {
      const { code, stderr } = await djlab([...lab, ...options]).ended;
      assert.equal(code, 2);
      assert.match(stderr, said);
    }
  });

  it("passes on what Jupyter says when it is only asked", async () => {
    const { code, stdout, stderr } = await djlab(["lab", "--help-all"]).ended;
    assert.deepEqual([code, stderr], [0, ""]);
    assert.match(stdout, /^JupyterLab[\s\S]*--ServerApp\.port=<Int>/);
  });

  it("finds the port in every spelling", () => {
    assert.equal(portOf(["--no-browser"]), undefined);
    for (const options of [["--port", "9"], ["--port=9"], ["--ServerApp.port=9"], ["-y", "--port", "9"]]) {
      assert.equal(portOf(options), 9);
    }
  });
});

async function pageOf(running: ReturnType<typeof djlab>): Promise<string> {
  await running.says("Ctrl+C ends it");
  return /http:\S+/.exec(running.said())?.[0] ?? "";
}

/** Every process below `djlab lab`, once there are four: the server, a kernel, and the kernel's own two. */
async function familyOf(running: ReturnType<typeof djlab>): Promise<number[]> {
  for (;;) {
    const family = descendants(running.child.pid!);
    if (family.length >= 4) return family;
    await new Promise((wake) => setTimeout(wake, 50));
  }
}

async function startKernel(page: string): Promise<Response> {
  const { origin, searchParams } = new URL(page);
  return fetch(`${origin}/api/kernels?token=${searchParams.get("token")}`, {
    method: "POST",
    body: JSON.stringify({ name: "djlab" }),
  });
}
