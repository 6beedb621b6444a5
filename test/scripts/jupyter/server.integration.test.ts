import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Jupyter } from "../../../scripts/jupyter/client.js";
import { startServer } from "../../../scripts/jupyter/server.js";
import { packageRoot } from "../../../scripts/places.js";
import { descendants, gone } from "../cli.js";

describe("a Jupyter Server of ours", function () {
  this.timeout(60_000);
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "djlab-server-"));
  });
  after(() => rm(folder, { recursive: true }));

  it("answers when it is started, and leaves nothing when it is stopped, however often", async () => {
    const server = await startServer({ kind: "run", root: packageRoot, folder });
    const started = [server.pid];
    try {
      assert.equal((await fetch(`${server.baseUrl}api`)).status, 200);
      const jupyter = new Jupyter(server);
      assert.ok((await jupyter.kernelNames()).includes("djlab"));
      const session = await jupyter.open("nb.ipynb", "djlab");
      assert.equal((await session.execute("1 + 1", () => {})).status, "ok");
      started.push(...descendants(server.pid));
      assert.ok(started.length >= 3, `${started.length} processes`);
      void session.close();
    } finally {
      await Promise.all([server.stop(), server.stop()]);
    }
    await gone(started, 2000);
  });

  it("answers a small cell without the 40 ms of Nagle's algorithm", async () => {
    const server = await startServer({ kind: "run", root: packageRoot, folder });
    try {
      const session = await new Jupyter(server).open("nb.ipynb", "python3");
      await session.execute("1", () => {});
      const times: number[] = [];
      for (let cell = 0; cell < 15; cell++) {
        const begun = performance.now();
        await session.execute("1", () => {});
        times.push(performance.now() - begun);
      }
      assert.ok(Math.min(...times) < 35, `${times.map(Math.round)} ms`);
      await session.close();
    } finally {
      await server.stop();
    }
  });

  it("can be stopped while it starts", async () => {
    const controller = new AbortController();
    const starting = startServer({
      kind: "lab",
      root: packageRoot,
      folder,
      args: ["--no-browser"],
      signal: controller.signal,
    });
    const rejected = assert.rejects(starting, { name: "AbortError" });
    while (serversOf(process.pid).length === 0) await new Promise(setImmediate);
    const started = serversOf(process.pid);
    controller.abort();
    await rejected;
    await gone(started, 2000);
    const early = startServer({ kind: "lab", root: packageRoot, folder, signal: controller.signal });
    await assert.rejects(early, { name: "AbortError" });
  });

  it("is missed where no .venv was made, with what to type", async () => {
    await assert.rejects(
      startServer({ kind: "run", root: folder, folder }),
      (error: Error & { next?: string }) => {
        assert.match(error.message, /There is no JupyterLab in .*\.venv/);
        assert.match(error.next ?? "", /npm start/);
        return true;
      },
    );
  });
});

const serversOf = (pid: number) => descendants(pid).filter((child) => /djlab_server/.test(commandOf(child)));

function commandOf(pid: number): string {
  return spawnSync("ps", ["-o", "args=", "-p", `${pid}`], { encoding: "utf8" }).stdout;
}
