import assert from "node:assert/strict";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { SettingsWrong, TemplateMissing } from "../../../../lib/django/code-failures.js";
import { NotMigrated } from "../../../../lib/django/database-failures.js";
import {
  NoSuchUser,
  RequestTookTooLong,
  traceRequest,
  traceRequests,
} from "../../../../lib/django/trace/ask.js";
import {
  FormRefused,
  HostRefused,
  TemplateBroken,
  UrlNameMissing,
  ViewRaised,
} from "../../../../lib/django/trace/failure.js";
import { CommandFailed, type Project, startproject } from "../../../../lib/index.js";
import { isAtLeast } from "../../../../lib/python/interpreter.js";
import { printed } from "../../printed.js";
import { onEachDjango } from "../site.js";
import { pollsSite, write } from "./polls-site.js";

onEachDjango("a request that fails", (site) => {
  let project: Project;
  let django: string;
  before(async function () {
    const { environment } = await site(this);
    django = (await environment.pip.show("django")).version;
    project = await pollsSite(environment);
  });

  it("carries a failure of a type that says what to do", async () => {
    const expected = [
      ["/polls/tableless/", NotMigrated, /migrate/],
      ["/polls/untemplated/", TemplateMissing, /polls\/templates\/polls\/none\.html/],
      ["/polls/misspelt/", TemplateBroken, /line/],
      ["/polls/unnamed/", UrlNameMissing, /app_name/],
      ["/polls/broken/", ViewRaised, /line/],
    ] as const;
    const all = await traceRequests(
      project,
      expected.map(([path]) => path),
    );
    for (const [index, [path, type, next]] of expected.entries()) {
      const { status, failure } = all[index]!;
      assert.equal(status, 500, path);
      assert.equal(failure?.constructor, type, path);
      assert.match(failure?.next ?? "", next);
      assert.ok(failure?.message.startsWith(`\`GET ${path}\` failed: `), failure?.message);
    }
    assert.match(all[2]!.failure!.message, /polls\/templates\/polls\/misspelt\.html:2/);
    assert.match(all[4]!.failure!.message, /polls\/views\.py:\d+/);
    assert.match(String(all[1]), /template not found polls\/none\.html/);
  });

  it("is refused without a CSRF token, and for a foreign host", async () => {
    const [form, host] = await traceRequests(project, [
      { path: "/polls/1/vote/", fields: { choice: "1" } },
      { path: "/polls/", headers: { Host: "example.org" } },
    ]);
    assert.deepEqual([form!.status, form!.view], [403, undefined]);
    assert.equal(form!.match?.name, "polls:vote");
    assert.ok(form!.failure instanceof FormRefused);
    assert.match(form!.failure.message, /CSRF cookie not set/);
    assert.equal(host!.status, 400);
    assert.ok(host!.failure instanceof HostRefused);
  });

  it("that takes too long is ended, and the line that it waits at is named", async () => {
    const slow = traceRequest(project, "/polls/slow/", { seconds: 1 });
    await assert.rejects(slow, (error) => {
      assert.ok(error instanceof RequestTookTooLong);
      assert.match(error.message, /within 1 seconds: it is still at polls\/views\.py:\d+/);
      return true;
    });
  });

  it("of a user whom nobody knows is not sent", async () => {
    await assert.rejects(traceRequest(project, "/", { as: "bob" }), NoSuchUser);
  });

  it("renders a partial where Django has them", async () => {
    const trace = await traceRequest(project, "/polls/partial/");
    if (!isAtLeast(django, "6.0")) return assert.ok(trace.failure, "Django 5.2 has no partials");
    assert.deepEqual(
      trace.templates.map(({ name, role, line }) => [name, role, line]),
      [["polls/partial.html#row", "partial", 2]],
    );
  });

  it("is answered by the project's own error page when DEBUG is off, which needs ALLOWED_HOSTS", async () => {
    const settings = join(project.folder, "traced/settings.py");
    const before = readFileSync(settings, "utf8");
    writeFileSync(settings, `${before}\nDEBUG = False\n`);
    await assert.rejects(traceRequest(project, "/polls/"), SettingsWrong);
    writeFileSync(settings, `${before}\nDEBUG = False\nALLOWED_HOSTS = ["127.0.0.1"]\n`);
    write(
      project,
      "polls/pages.py",
      'from django.http import HttpResponse\n\n\ndef lost(request, exception):\n    return HttpResponse("lost", status=404)\n',
    );
    const urls = join(project.folder, "traced/urls.py");
    const patterns = readFileSync(urls, "utf8");
    writeFileSync(urls, `${patterns}\nhandler404 = "polls.pages.lost"\n`);
    const [lost, broken, style] = await traceRequests(project, [
      "/nothing/",
      "/polls/broken/",
      "/static/admin/css/base.css",
    ]);
    const answer = lost!.steps.find(({ kind }) => kind === "error-view");
    assert.deepEqual([answer?.name, answer?.file, answer?.line], ["polls.pages.lost", "polls/pages.py", 4]);
    assert.equal(lost!.steps.find(({ kind }) => kind === "exception")?.answeredBy, "polls.pages.lost");
    const answered = broken!.steps.find(({ kind }) => kind === "exception")?.answeredBy;
    assert.equal(answered, "django.views.defaults.server_error");
    assert.ok(broken!.failure instanceof ViewRaised);
    assert.equal(style!.status, 404, "no static files without DEBUG");
    writeFileSync(settings, before);
    writeFileSync(urls, patterns);
  });

  it("of a project that does not load is told in Python's words", async () => {
    const urls = join(project.folder, "polls/urls.py");
    const before = readFileSync(urls, "utf8");
    writeFileSync(urls, before.replace("views.index", "views.indx"));
    await assert.rejects(traceRequest(project, "/polls/"), (error) => {
      assert.ok(error instanceof CommandFailed);
      assert.match(error.lastWords, /has no attribute 'indx'/);
      return true;
    });
    writeFileSync(urls, before);
  });

  it("needs no database, and makes none", async () => {
    const { value: fresh } = await printed(() => startproject("fresh", project.environment));
    const first = await traceRequest(fresh, "/");
    assert.equal(first.status, 200, "Django's page of congratulations");
    assert.ok(!existsSync(join(fresh.folder, "db.sqlite3")));
    await assert.rejects(traceRequest(fresh, "/admin/", { as: "ada" }), NotMigrated);
    const fields = { username: "ada", password: "does not matter" };
    const trace = await traceRequest(fresh, "/admin/login/", { fields, csrf: true });
    assert.ok(trace.failure instanceof NotMigrated);
    rmSync(fresh.folder, { recursive: true });
  });
});
