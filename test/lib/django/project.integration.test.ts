import assert from "node:assert/strict";
import { appendFileSync, existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  CommandFailed,
  jupyterDisplay,
  type MadeEnvironment,
  type Project,
  portIsFree,
  type Server,
  startproject,
} from "../../../lib/index.js";
import { isAlive } from "../../../lib/tools/group.js";
import { fetchPage } from "../../../lib/web/page.js";
import { printed } from "../printed.js";
import { site } from "./site.js";

describe("a new project", () => {
  let env: MadeEnvironment;
  let project: Project;
  before(async function () {
    ({ environment: env } = await site(this));
    ({ value: project } = await printed(() => startproject("mysite", env)));
  });
  after(() => rmSync(project.folder, { recursive: true }));

  it("has the files that Django writes, all of them new", async () => {
    const tree = await project.tree();
    const inner = ["__init__", "asgi", "settings", "urls", "wsgi"].map((name) => `mysite/${name}.py`);
    assert.deepEqual(tree.files, ["manage.py", ...inner]);
    assert.deepEqual(tree.added, ["manage.py", "mysite/", ...inner]);
    assert.deepEqual(tree.packages, ["mysite/"]);
  });

  it("tells at the next look what came, changed and went", async () => {
    await project.tree();
    appendFileSync(join(project.folder, "mysite/urls.py"), "# mine\n");
    writeFileSync(join(project.folder, "new.txt"), "");
    const tree = await project.tree();
    assert.deepEqual([tree.added, tree.changed, tree.gone], [["new.txt"], ["mysite/urls.py"], []]);
    rmSync(join(project.folder, "new.txt"));
    assert.deepEqual((await project.tree()).gone, ["new.txt"]);
  });

  it("is described by Django itself, without making its database", async () => {
    const facts = await project.facts();
    assert.ok(!existsSync(join(project.folder, "db.sqlite3")));
    assert.equal(facts.django, (await env.pip.show("django")).version);
    assert.equal(facts.settingsModule, "mysite.settings");
    assert.equal(facts.debug, true);
    assert.ok(facts.apps.includes("django.contrib.admin"));
    const { value } = await printed(() => project.manage("showmigrations", "--plan"));
    assert.equal(facts.unappliedMigrations.length, value.stdout.match(/^\[ \]/gm)?.length);
    assert.deepEqual((await project.facts()).unappliedMigrations, facts.unappliedMigrations);
  });

  it("has no migrations left to apply after migrate", async () => {
    await printed(() => project.manage("migrate"));
    assert.deepEqual((await project.facts()).unappliedMigrations, []);
  });

  it("shows its settings without the secret", async () => {
    const secret = /SECRET_KEY = '(.*)'/.exec(await project.read("mysite/settings.py"))?.[1] ?? assert.fail();
    const shown = String((await project.tree())[jupyterDisplay]()["text/html"]);
    assert.ok(secret.length > 20);
    assert.match(shown, /ALLOWED_HOSTS = \[\]/);
    assert.doesNotMatch(shown, /django-insecure/);
  });

  it("gives no file from outside of it", async () => {
    await assert.rejects(project.read("../env/pyvenv.cfg"), /leads out of the project/);
    await assert.rejects(project.read("nothing.py"), { next: "Look at what it has: await mysite.tree()" });
  });

  it("of a name that is taken by itself stays as it is", async () => {
    const { text, value } = await printed(() => startproject("mysite", env));
    assert.match(text, /mysite is there already\. It stays as it is/);
    assert.match(value.made.stderr, /already exists/);
    assert.match(await project.read("mysite/urls.py"), /# mine/);
    assert.deepEqual((await value.tree()).added, []);
  });

  it("of a name that is taken by something else is refused, and that stays", async () => {
    mkdirSync(join(env.workspace.path("notes"), "inner"), { recursive: true });
    for (let time = 0; time < 2; time++) {
      await assert.rejects(
        printed(() => startproject("notes", env)),
        (error) => {
          assert.ok(error instanceof CommandFailed);
          assert.match(error.message, /already exists/);
          return /move it away/i.test(error.next ?? "");
        },
      );
    }
    assert.ok(existsSync(join(env.workspace.path("notes"), "inner")));
    rmSync(env.workspace.path("notes"), { recursive: true });
  });

  it("of a name that Python cannot use is refused in Django's own words", async () => {
    await assert.rejects(
      printed(() => startproject("my-site", env)),
      /not a valid project name/,
    );
    assert.ok(!existsSync(env.workspace.path("my-site")));
  });

  it("that was half made is made anew", async () => {
    const folder = env.workspace.path("half");
    const half = env.workspace.making("half", async () => {
      mkdirSync(folder);
      throw new Error("interrupted");
    });
    await assert.rejects(half);
    const { value } = await printed(() => startproject("half", env));
    assert.ok((await value.tree()).files.includes("manage.py"));
    rmSync(folder, { recursive: true });
  });
});

describe("a development server", function () {
  this.timeout(120_000);
  let project: Project;
  let server: Server;
  before(async function () {
    const { environment } = await site(this);
    ({ value: project } = await printed(() => startproject("served", environment)));
    ({ value: server } = await printed(() => project.runserver()));
  });
  after(async () => {
    await printed(() => server.stop());
    rmSync(project.folder, { recursive: true });
  });

  it("answers when it is said to be started", async () => {
    assert.equal(await server.answers(), true);
    assert.equal(await portIsFree(server.port), false);
    assert.equal(server.isRunning, true);
  });

  it("gives a page as it was sent", async () => {
    const page = await server.get("/");
    assert.deepEqual([page.status, page.statusText], [200, "OK"]);
    assert.match(page.header("content-type") ?? "", /^text\/html/);
    assert.match(page.text, /^The install worked successfully! Congratulations!$/m);
    assert.equal(Buffer.byteLength(page.body), Number(page.header("Content-Length")));
  });

  it("gives pages of every status, and goes nowhere else", async () => {
    assert.equal((await server.get("/nothing")).status, 404);
    assert.equal((await server.get("/admin/")).status, 302);
    await assert.rejects(server.get("//host.test/"), /is not a path/);
    await assert.rejects(server.get("http://host.test/"), /is not a path/);
  });

  it("has a request in its log as soon as the page is there", async () => {
    await server.get("/nothing?x=1");
    const last = server.log.requests.at(-1);
    assert.deepEqual([last?.method, last?.path, last?.status], ["GET", "/nothing?x=1", 404]);
  });

  it("is stopped first when it is started again", async () => {
    const { value: again } = await printed(() => project.runserver());
    assert.equal(server.isRunning, false);
    assert.equal(again.isRunning, true);
    server = again;
  });

  it("is stopped as by Ctrl+C, with its children, and gives its port back", async () => {
    const { leader } = server;
    const { value: stopped } = await printed(() => server.stop());
    assert.equal(isAlive(leader), false);
    assert.equal(await server.answers(), false);
    assert.equal(await portIsFree(server.port), true);
    if (process.platform !== "win32") assert.equal(stopped.signal, "SIGINT");
    assert.equal(await server.stop(), stopped);
    assert.equal(server.endedByItself, false);
  });

  it("is started again by a cell that asks for a page, and can be stopped again", async () => {
    const { text, value } = await printed(() => server.get("/"));
    assert.match(text, /^\(The server has ended\. It is started again\.\)\nserved \$ .* runserver /);
    assert.equal(value.status, 200);
    await printed(() => server.stop());
    assert.equal(await server.answers(), false);
  });

  it("that is gone is missed", async () => {
    await assert.rejects(fetchPage(server.url, "/"), /Nothing answers at /);
  });

  it("that cannot start says so, with Django's last words", async () => {
    const settings = join(project.folder, "served/settings.py");
    const before = await project.read("served/settings.py");
    writeFileSync(settings, before.replace("DEBUG = True", "DEBUG = False"));
    try {
      const failing = printed(() => project.runserver());
      await assert.rejects(failing, /did not start: with DEBUG off, ALLOWED_HOSTS has to name a host/);
    } finally {
      writeFileSync(settings, before);
    }
  });

  it("that waits for an edit of a broken file says so at once, and is ended", async function () {
    // Less than what a slow start is given.
    this.timeout(30_000);
    const urls = join(project.folder, "served/urls.py");
    const before = await project.read("served/urls.py");
    writeFileSync(urls, `${before}\nurlpatterns = [\n`);
    try {
      const failing = printed(() => project.runserver());
      await assert.rejects(failing, /did not start: served\/urls\.py, line \d+, [\s\S]*SyntaxError: /);
    } finally {
      writeFileSync(urls, before);
    }
  });
});
