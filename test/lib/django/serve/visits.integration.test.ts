import assert from "node:assert/strict";
import { rmSync, writeFileSync } from "node:fs";
import { ServerDied } from "../../../../lib/django/serve/failures.js";
import { NothingReloaded } from "../../../../lib/django/serve/reload.js";
import { Server } from "../../../../lib/django/serve/server.js";
import { jupyterDisplay, type Project, run, SeveralForms } from "../../../../lib/index.js";
import { exchange } from "../../../../lib/web/exchange.js";
import { printed } from "../../printed.js";
import { site } from "../site.js";
import { fileOf, projectWithPages } from "./project-with-pages.js";

const password = "tiger-in-the-tank";

describe("a visit to a development server", () => {
  let project: Project;
  let server: Server;
  before(async function () {
    const { environment } = await site(this);
    project = await projectWithPages("visited", environment);
    await printed(() => project.manage("migrate"));
    await run([environment.program("python", project.folder), "manage.py", "createsuperuser", "--noinput"], {
      cwd: project.folder,
      show: false,
      variables: {
        DJANGO_SUPERUSER_USERNAME: "ann",
        DJANGO_SUPERUSER_PASSWORD: password,
        DJANGO_SUPERUSER_EMAIL: "a@b.test",
      },
    });
    ({ value: server } = await printed(() => Server.start(project)));
  });
  after(async () => {
    await printed(() => server.stop());
    rmSync(project.folder, { recursive: true });
  });

  it("logs in to the admin, adds, changes and removes, as a person would", async () => {
    const visitor = await server.visit();
    const login = await visitor.get("/admin/");
    assert.match(login.title, /^Log in \|/);
    assert.equal(login.redirects[0]?.location, "/admin/login/?next=/admin/");

    const wrong = await visitor.submit({ username: "ann", password: "wrong" });
    assert.match(wrong.text, /Please enter the correct username and password/);

    const index = await visitor.submit({ username: "ann", password });
    assert.match(index.title, /^Site administration \|/);
    assert.ok(visitor.cookies.all.some(({ name, httpOnly }) => name === "sessionid" && httpOnly));

    await visitor.follow("Groups");
    await visitor.get("/admin/auth/group/add/");
    const list = await visitor.submit({ name: "editors", permissions: ["1", "2"] });
    assert.match(list.text, /The group “editors” was added successfully/);
    await visitor.follow("editors");
    assert.match(
      (await visitor.submit({ name: "writers" }, { button: "_continue" })).text,
      /was changed successfully/,
    );
    await visitor.follow("Delete");
    await assert.rejects(visitor.submit(), SeveralForms);
    const form = visitor.page.forms.find(({ names }) => names.includes("post"));
    assert.match((await visitor.submit({}, { form })).text, /was deleted successfully/);

    for (const thing of [visitor, visitor.page, index, wrong]) {
      const shown = `${thing}${thing[jupyterDisplay]()["text/html"]}`;
      assert.ok(!shown.includes(password));
      assert.ok(!shown.includes(visitor.cookies.value("sessionid") ?? "?"));
      assert.ok(!shown.includes(visitor.cookies.value("csrftoken") ?? "?"));
    }
  });

  it("finds a server that has ended again, and is still known there", async () => {
    const visitor = await server.visit();
    await visitor.get("/admin/");
    await visitor.submit({ username: "ann", password });
    const { text } = await printed(() => server.stop().then(() => visitor.get("/admin/")));
    assert.match(text, /It is started again/);
    assert.match(visitor.page.title, /^Site administration \|/);
  });

  it("without the token is refused, with it not", async () => {
    const visitor = await server.visit();
    await visitor.get("/admin/login/");
    const fields = { username: "ann", password };
    assert.equal((await visitor.post("/admin/login/", { fields })).status, 403);
    const allowed = await visitor.post("/admin/login/", { fields, csrf: true, query: { next: "/echo/" } });
    assert.deepEqual(
      allowed.redirects.map(({ status }) => status),
      [302],
    );
    assert.equal((allowed.json as { method: string }).method, "GET");
  });

  it("under another name is refused by ALLOWED_HOSTS, under localhost not", async () => {
    const visitor = await server.visit();
    const refused = await visitor.get("/", { host: "example.com:8000" });
    assert.equal(refused.status, 400);
    assert.equal(refused.problem?.type, "DisallowedHost");
    for (const host of ["localhost:1", "any.localhost", "[::1]:80"]) {
      assert.equal((await visitor.get("/", { host })).status, 200, host);
    }
  });

  it("to a page that fails tells the exception and the project's line, in HTML and in plain text", async () => {
    const visitor = await server.visit();
    for (const Accept of ["text/html", "application/json"]) {
      const page = await visitor.get("/broken/", { headers: { Accept } });
      assert.equal(page.isHtml, Accept === "text/html");
      const { problem } = page;
      assert.deepEqual(
        [problem?.type, problem?.value, problem?.at],
        ["IndexError", "list index out of range", "/broken/"],
      );
      assert.equal(problem?.place?.file, fileOf(project, "urls.py"));
      assert.equal(problem?.place?.within, "broken");
      assert.match(String(page), /IndexError: list index out of range\n.*urls\.py:\d+, in broken/);
    }
    assert.equal((await visitor.get("/")).problem, undefined);
    assert.equal((await visitor.get("/nothing")).problem, undefined);
  });

  it("byte by byte is what HTTP says, also of a broken request", async () => {
    const good = await exchange(server, "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
    assert.deepEqual([good.status, good.end], [200, "whole"]);
    assert.equal(good.answer.at(-1)?.text, "hello");
    const broken = await exchange(server, "hello\r\n\r\n");
    assert.match(String(broken), /400/); // with a status line since Python 3.14
  });

  it("sees what was edited, when the reload is done", async () => {
    const before = await project.read("visited/urls.py");
    writeFileSync(fileOf(project, "urls.py"), before.replace('"hello"', '"edited"'));
    const reload = await server.reloaded();
    assert.deepEqual([reload.count, server.reloads, reload.file], [1, 1, fileOf(project, "urls.py")]);
    assert.equal((await server.get("/")).text, "edited");

    writeFileSync(fileOf(project, "urls.py"), "urlpatterns = [\n");
    await assert.rejects(server.reloaded(), (error) => {
      assert.ok(error instanceof ServerDied);
      return /did not come up again, and waits for an edit: visited\/urls\.py, line 1, [\s\S]*SyntaxError: /.test(
        error.message,
      );
    });
    await assert.rejects(server.upToDate(), ServerDied, "as long as it waits for an edit");
    writeFileSync(fileOf(project, "urls.py"), before);
    assert.equal((await server.reloaded()).count, 3);
    assert.equal((await server.get("/")).text, "hello");

    writeFileSync(fileOf(project, "urls.py"), before.replace('"hello"', '"again"'));
    await server.upToDate();
    assert.equal((await server.get("/")).text, "again");
    writeFileSync(fileOf(project, "urls.py"), before);
    await server.upToDate();
    await server.upToDate({ patience: 100 });
    assert.equal((await server.get("/")).text, "hello");
    await assert.rejects(server.reloaded({ patience: 100 }), NothingReloaded);
  });

  it("to a server that an edit ended says so", async () => {
    const before = await project.read("visited/settings.py");
    try {
      writeFileSync(fileOf(project, "settings.py"), `${before}\nDATABASES = [\n`);
      await assert.rejects(server.reloaded(), (error) => {
        assert.ok(error instanceof ServerDied);
        return /SyntaxError: /.test(error.message);
      });
    } finally {
      writeFileSync(fileOf(project, "settings.py"), before);
    }
    const { value: page } = await printed(() => server.get("/"));
    assert.equal(page.text, "hello");
  });
});
