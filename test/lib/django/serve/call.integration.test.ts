import assert from "node:assert/strict";
import { renameSync, rmSync, writeFileSync } from "node:fs";
import { ApplicationMissing } from "../../../../lib/django/serve/application.js";
import { callAsgi, callWsgi } from "../../../../lib/django/serve/call.js";
import { CommandFailed, jupyterDisplay, type Project } from "../../../../lib/index.js";
import { LeadsAway } from "../../../../lib/web/loopback.js";
import { site } from "../site.js";
import { fileOf, projectWithPages } from "./project-with-pages.js";

describe("an application that is called by hand", () => {
  let project: Project;
  before(async function () {
    project = await projectWithPages("handmade", (await site(this)).environment);
  });
  after(() => rmSync(project.folder, { recursive: true }));

  it("by WSGI gets an environ, and gives a status, headers and a body", async () => {
    const called = await callWsgi(project, "/echo/?x=1", { host: "127.0.0.1:8000" });
    const { REQUEST_METHOD, PATH_INFO, QUERY_STRING, HTTP_HOST } = called.input;
    assert.deepEqual(
      [REQUEST_METHOD, PATH_INFO, QUERY_STRING, HTTP_HOST],
      ["GET", "/echo/", "x=1", "127.0.0.1:8000"],
    );
    assert.deepEqual(called.input["wsgi.version"], [1, 0]);
    assert.deepEqual([called.module, called.status, called.reason], ["handmade.wsgi", 200, "OK"]);
    assert.equal(called.header("content-type"), "application/json");
    assert.equal(JSON.parse(called.body).server, "WSGIRequest");
    assert.deepEqual(
      called.messages.map(({ call }) => call),
      ["start_response", "return"],
    );
    assert.equal(called.messages[0]?.message.status, "200 OK");
    assert.match(String(called), /wsgi\.version = \(1, 0\)/);
    assert.match(String(called), /'headers': \[\('Content-Type', 'application\/json'\), /);
  });

  it("by ASGI gets a scope, and sends messages", async () => {
    const called = await callAsgi(project, "/echo/?x=1");
    assert.deepEqual(
      [called.input.type, called.input.path, called.input.query_string],
      ["http", "/echo/", "b'x=1'"],
    );
    assert.deepEqual([called.status, called.module], [200, "handmade.asgi"]);
    assert.equal(JSON.parse(called.body).server, "ASGIRequest");
    assert.deepEqual(
      called.messages.map(({ from, message }) => [from, message.type]),
      [
        ["server", "http.request"],
        ["application", "http.response.start"],
        ["application", "http.response.body"],
      ],
    );
  });

  it("gets the body, and gives one that comes in pieces", async () => {
    const request = { method: "POST", body: "ä=1", headers: { "Content-Type": "text/plain" } };
    for (const call of [callWsgi, callAsgi]) {
      const { body, method } = JSON.parse((await call(project, "/echo/", request)).body);
      assert.deepEqual([method, body], ["POST", "ä=1"]);
      assert.equal((await call(project, "/stream/")).body, "onetwo");
    }
  });

  it("shows each key with what it is, and keeps cookies to itself", async () => {
    for (const call of [callWsgi, callAsgi]) {
      const called = await call(project, "/", {
        headers: { Cookie: "sessionid=s3cret", Authorization: "Bearer s3cret" },
      });
      const shown = String(called[jupyterDisplay]()["text/html"]);
      assert.match(shown, /what urls\.py is asked about/);
      assert.match(shown, /<th scope="row">/);
      for (const look of [shown, String(called)]) assert.doesNotMatch(look, /s3cret/);
    }
  });

  it("gives Django's own page of a view that fails, and goes to no other machine", async () => {
    const called = await callWsgi(project, "/broken/");
    assert.equal(called.status, 500);
    await assert.rejects(callWsgi(project, "//host.test/"), LeadsAway);
  });

  it("that is not there, or does not load, is missed by name", async () => {
    renameSync(fileOf(project, "asgi.py"), fileOf(project, "kept.txt"));
    await assert.rejects(callAsgi(project, "/"), (error) => {
      assert.ok(error instanceof ApplicationMissing);
      return /has no asgi\.py/.test(error.message);
    });
    renameSync(fileOf(project, "kept.txt"), fileOf(project, "asgi.py"));
    writeFileSync(fileOf(project, "wsgi.py"), "import nothing_of_that_name\n");
    await assert.rejects(callWsgi(project, "/"), (error) => {
      assert.ok(error instanceof CommandFailed);
      assert.match(error.message, /; handmade\/wsgi\.py, line 1, asks for it/);
      return /nothing_of_that_name/.test(error.lastWords);
    });
  });
});
