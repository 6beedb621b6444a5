import assert from "node:assert/strict";
import { kinds, kindsOn } from "../../../../lib/django/serve/kinds.js";
import { ServerLog } from "../../../../lib/django/serve/log.js";
import { sinceLastStart, startsIn } from "../../../../lib/django/serve/reload.js";

/** As the servers themselves wrote them: runserver 6.1, gunicorn 27.0, uvicorn 0.54, daphne 4.2, hypercorn 0.18. */
const lines = {
  runserver: '[23/Nov/2026 09:13:26] "GET /nothing?x=1 HTTP/1.1" 404 2272',
  gunicorn:
    '127.0.0.1 - - [23/Nov/2026:09:13:12 +0000] "GET /nothing?x=1 HTTP/1.1" 404 2272 "-" "curl/7.88.1"',
  uvicorn: 'INFO:     127.0.0.1:39260 - "GET /nothing?x=1 HTTP/1.1" 404 Not Found',
  daphne: '127.0.0.1:39276 - - [23/Nov/2026:09:13:19] "GET /nothing?x=1" 404 2272',
  hypercorn:
    '[2026-11-23 09:13:22 +0000] [8041] [INFO] 127.0.0.1:59650 - - [23/Nov/2026:09:13:22 +0000] "GET /nothing 1.1" 404 2272 "-" "curl/7.88.1"',
};

describe("a server's log", () => {
  it("has the requests of each server, whatever its format", () => {
    for (const [name, line] of Object.entries(lines)) {
      const request = kinds[name as keyof typeof lines].request?.(line);
      assert.deepEqual([request?.method, request?.status], ["GET", 404], name);
      assert.equal(request?.path, name === "hypercorn" ? "/nothing" : "/nothing?x=1");
      assert.equal(request?.bytes, name === "uvicorn" ? 0 : 2272);
    }
    for (const { request } of Object.values(kinds)) assert.equal(request?.("Not Found: /nothing"), undefined);
  });

  it("has requests whose path a server writes with spaces in it", () => {
    const line =
      '[2026-11-23 12:27:02 +0000] [6860] [INFO] 127.0.0.1:56748 - - [23/Nov/2026:12:27:02 +0000] "GET /a"b 200 ö/ 1.1" 404 15 "-" "-"';
    assert.deepEqual(kinds.hypercorn.request?.(line), {
      method: "GET",
      path: '/a"b 200 ö/',
      status: 404,
      bytes: 15,
    });
  });

  it("is waited for until it says something, or its server has ended", async () => {
    const log = new ServerLog();
    const said = log.until(({ text }) => text === "ready", 60_000);
    log.add("stdout", "rea");
    log.add("stdout", "dy\n");
    assert.equal(await said, true);
    const never = log.until(({ text }) => text === "more", 60_000);
    log.close();
    assert.equal(await never, false);
    assert.equal(await log.until(() => false, 60_000), false);
  });

  it("tells how the last start went, in whatever order the two streams come", () => {
    const log = new ServerLog();
    const failure =
      "Exception in thread django-main-thread:\nTraceback (most recent call last):\n  File x\nSyntaxError: y\n";
    const watching = "Watching for file changes with StatReloader\n";
    const banner = "Starting development server at http://127.0.0.1:8000/\n";
    log.add("stderr", watching);
    assert.deepEqual([startsIn(log).begun, startsIn(log).settled], [1, 0]);
    log.add("stdout", banner);
    log.add("stderr", `/a b/urls.py changed, reloading.\n${watching}${failure}`);
    const broken = startsIn(log);
    assert.deepEqual([broken.files, broken.begun, broken.settled], [["/a b/urls.py"], 2, 2]);
    assert.match(broken.failure ?? "", /SyntaxError: y/);
    log.add("stdout", banner);
    log.add("stderr", `/a b/urls.py changed, reloading.\n${watching}`);
    const mended = startsIn(log);
    assert.deepEqual([mended.begun, mended.settled, mended.failure], [3, 3, undefined]);
  });

  it("counts starts by their checks where the reloader logs nothing, as with DEBUG off", () => {
    const log = new ServerLog();
    const start = "Performing system checks...\n\nStarting development server at http://127.0.0.1:8000/\n";
    log.add("stdout", start + start);
    const { begun, settled, failure } = startsIn(log);
    assert.deepEqual([begun, settled, failure], [2, 2, undefined]);
  });

  it("finds what belongs to the last start alone", () => {
    const errors = "ZeroDivisionError: x\n/a/settings.py changed, reloading.\nCommandError: y\n";
    assert.equal(sinceLastStart(errors), "CommandError: y\n");
    assert.equal(sinceLastStart("CommandError: y\n"), "CommandError: y\n");
  });
});

describe("the kinds of servers", () => {
  it("leave out gunicorn on Windows", () => {
    assert.ok(!kindsOn("win32").includes("gunicorn"));
    assert.ok(kindsOn("darwin").includes("gunicorn"));
  });
});
