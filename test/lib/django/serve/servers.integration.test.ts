import assert from "node:assert/strict";
import { rmSync, writeFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { PortInUse } from "../../../../lib/django/refusals.js";
import { ServerDied, ServerHangs, ServerMissing } from "../../../../lib/django/serve/failures.js";
import { kinds, kindsOn, type ServerKind } from "../../../../lib/django/serve/kinds.js";
import { NoReloader } from "../../../../lib/django/serve/reload.js";
import { Server } from "../../../../lib/django/serve/server.js";
import { type MadeEnvironment, type Project, portIsFree, run } from "../../../../lib/index.js";
import { isAlive } from "../../../../lib/tools/group.js";
import { freePort } from "../../../../lib/web/port.js";
import { printed } from "../../printed.js";
import { site } from "../site.js";
import { fileOf, projectWithPages } from "./project-with-pages.js";

const installed = kindsOn().filter((kind) => ["waitress", "gunicorn", "uvicorn"].includes(kind)) as [
  ServerKind,
  ...ServerKind[],
];

describe("a project's servers", () => {
  let environment: MadeEnvironment;
  let project: Project;
  const started = async (...args: Parameters<typeof Server.start>) =>
    (await printed(() => Server.start(...args))).value;
  before(async function () {
    ({ environment } = await site(this));
    project = await projectWithPages("many", environment);
  });
  after(async () => {
    rmSync(project.folder, { recursive: true });
    const argv = [environment.program("python"), "-m", "pip", "uninstall", "-y", ...installed] as const;
    await run(argv, { cwd: environment.workspace.folder, show: false });
  });

  it("are missed by name before they are installed", async () => {
    await assert.rejects(started(project, "uvicorn"), (error) => {
      assert.ok(error instanceof ServerMissing);
      return error.next === 'Install it: await env.pip.install("uvicorn")';
    });
    await assert.rejects(started(project, "apache" as ServerKind), {
      next: `Take one of: ${kindsOn().join(", ")}`,
    });
  });

  describe("other than Django's own", function () {
    this.timeout(120_000);
    before(async () => {
      await printed(() => environment.pip.install(...installed));
    });

    for (const kind of installed) {
      it(`${kind} serves by its protocol, logs in its way, and leaves nothing behind`, async () => {
        const server = await started(project, kind);
        try {
          assert.equal((await server.get("/")).text, "hello");
          const echo = (await server.get("/echo/?a=1")).json as { server: string };
          assert.equal(echo.server, kinds[kind].protocol === "ASGI" ? "ASGIRequest" : "WSGIRequest");
          const requests = server.log.requests.map(({ method, path, status }) => [method, path, status]);
          assert.deepEqual(
            requests,
            kinds[kind].request
              ? [
                  ["GET", "/", 200],
                  ["GET", "/echo/?a=1", 200],
                ]
              : [],
          );
          await assert.rejects(server.reloaded(), NoReloader);
        } finally {
          const { value: stopped } = await printed(() => server.stop());
          if (process.platform !== "win32") assert.equal(stopped.signal, "SIGINT");
        }
        assert.equal(isAlive(server.leader), false);
        assert.equal(await portIsFree(server.port), true);
      });

      it(`${kind} that dies on its start says of what`, async () => {
        const file = fileOf(project, "settings.py");
        const before = await project.read("many/settings.py");
        writeFileSync(file, `import nothing_of_that_name\n${before}`);
        try {
          await assert.rejects(started(project, kind), (error) => {
            assert.ok(error instanceof ServerDied);
            return /did not start(?:: there is no module nothing_of_that_name; .*)?\n[\s\S]*No module named 'nothing_of_that_name'/.test(
              error.message,
            );
          });
        } finally {
          writeFileSync(file, before);
        }
      });
    }
  });

  it("take the port that is asked for, or name what holds it", async () => {
    const port = await freePort();
    const server = await started(project, "runserver", { port, noreload: true });
    try {
      assert.equal(server.url, `http://127.0.0.1:${port}/`);
      await assert.rejects(server.reloaded(), NoReloader);
      await assert.rejects(
        started({ ...managed(project), folder: environment.folder }, "runserver", { port }),
        (error) => {
          assert.ok(error instanceof PortInUse);
          const holder = process.platform === "linux" ? ` by python\\S* \\(process ${server.leader}\\)` : "";
          return new RegExp(`cannot run: port ${port} is taken${holder}`).test(error.message);
        },
      );
      const again = await started(project, "runserver", { port, noreload: true });
      assert.equal(again.port, port);
      assert.equal(server.isRunning, false);
      await printed(() => again.stop());
    } finally {
      await printed(() => server.stop());
    }
    await assert.rejects(started(project, "runserver", { port: 0 }), RangeError);
  });

  it("that is not ready in its time is ended, and says so", async () => {
    const before = await project.read("many/urls.py");
    writeFileSync(fileOf(project, "urls.py"), `import time\ntime.sleep(60)\n${before}`);
    try {
      await assert.rejects(started(project, "runserver", { patience: 1500 }), (error) => {
        assert.ok(error instanceof ServerHangs);
        return /was ended, as it was not ready after 1\.5 s/.test(error.message);
      });
    } finally {
      writeFileSync(fileOf(project, "urls.py"), before);
    }
  });

  it("whose first process was killed leaves no other: the next that asks starts it again", async function () {
    if (process.platform === "win32") this.skip();
    const server = await started(project);
    const { leader } = server;
    try {
      process.kill(leader, "SIGKILL");
      while (server.isRunning) await new Promise(setImmediate);
      for (const until = Date.now() + 20_000; isAlive(leader) && Date.now() < until; ) await pause(20);
      assert.equal(isAlive(leader), false, "nobody looked, and what it had started has gone, too");
      const { text, value: page } = await printed(() => server.get("/"));
      assert.match(text, /The server has ended\. It is started again\./);
      assert.equal(page.text, "hello");
    } finally {
      await printed(() => server.stop());
    }
    assert.equal(await portIsFree(server.port), true);
  });

  it("whose first process was killed are ended by stop, with what it had started", async function () {
    if (process.platform === "win32") this.skip();
    const server = await started(project);
    process.kill(server.leader, "SIGKILL");
    while (server.isRunning) await new Promise(setImmediate);
    const { text, value: stopped } = await printed(() => server.stop());
    assert.equal(isAlive(server.leader), false);
    assert.equal(await portIsFree(server.port), true);
    assert.deepEqual([text, stopped.signal, stopped.seconds], ["", undefined, 0]);
    assert.equal(String(stopped), `${server.url} had ended before`);
  });
});

function managed({ name, folder, environment }: Project) {
  return { name, folder, environment };
}
