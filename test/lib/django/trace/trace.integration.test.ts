import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { snapshot } from "../../../../lib/django/files/snapshot.js";
import { traceRequest, traceRequests } from "../../../../lib/django/trace/ask.js";
import type { Place, Step } from "../../../../lib/django/trace/step.js";
import { roles, tiers } from "../../../../lib/django/trace/tiers.js";
import type { Trace } from "../../../../lib/django/trace/trace.js";
import { jupyterDisplay, type Project } from "../../../../lib/index.js";
import { printed } from "../../printed.js";
import { onEachDjango } from "../site.js";
import { password, pollsSite } from "./polls-site.js";

onEachDjango("a request that is followed", (site) => {
  let project: Project;
  const traces: Record<string, Trace> = {};
  const paths = [
    "/polls/",
    "/polls/1/",
    "/polls/later/",
    "/polls/lines/",
    "/polls/9/",
    "/nothing",
    "/polls",
    "/polls/forbidden/",
    "/polls/divided/",
    "/closed/",
    "/static/admin/css/base.css",
    "/polls/private/",
    "/polls/reset/tell-nobody/",
    "/polls/broken/?token=hushhush&page=2",
  ];
  before(async function () {
    const { environment } = await site(this);
    project = await pollsSite(environment);
    const before = await snapshot(project.folder);
    for (const trace of await traceRequests(project, paths)) traces[trace.path] = trace;
    assert.deepEqual(await snapshot(project.folder), before, "nothing in the project has changed");
  });

  const of = (path: string) => traces[path] ?? assert.fail(`no ${path} among ${Object.keys(traces)}`);
  const line = ({ file, line }: Partial<Place>) =>
    readFileSync(join(project.folder, file!), "utf8").split("\n")[line! - 1];
  const around = (trace: Trace, step: Step) => trace.steps.find(({ children }) => children.includes(step));

  it("goes in through the middleware in the order of the settings, and out again", () => {
    const trace = of("/polls/");
    const names = trace.middleware.map(({ name }) => name);
    assert.deepEqual([names[0], ...names.slice(-2)], ["noted", "Careful", "waiting"]);
    assert.ok(names.includes("SessionMiddleware"));
    const text = String(trace).split("\n");
    const order = (word: string) =>
      text.flatMap((row) => new RegExp(`^  ${word} (\\w+)`).exec(row)?.[1] ?? []);
    assert.deepEqual(order("in"), names);
    assert.deepEqual(order("out"), [...names].reverse());
    assert.ok(trace.headers.some(([name]) => name === "X-Noted"));
  });

  it("has places that really hold what is named", () => {
    const trace = of("/polls/");
    assert.match(line(trace.view!)!, /^def index\(/);
    assert.match(line(of("/polls/1/").view!)!, /^class Detail\(/);
    assert.match(line(of("/polls/later/").view!)!, /^async def later\(/);
    assert.match(line(of("/polls/private/").view!)!, /^def private\(/);
    const own = trace.middleware.filter(({ isProject }) => isProject);
    assert.deepEqual(
      own.map((middleware) => line(middleware)?.trim()),
      ["def middleware(request):", "class Careful:", "async def middleware(request):"],
    );
    const fits = trace.steps.find(({ name }) => name === "polls.urls")?.tried?.find(({ matched }) => matched);
    assert.match(line(fits!)!, /path\("", views.index/);
    const [read] = trace.steps.filter(({ kind }) => kind === "model");
    assert.match(line(read!)!, /{% for question in latest %}/);
    assert.match(line(read!.definition!)!, /^class Question/);
    const library = trace.middleware.find(({ name }) => name === "CommonMiddleware");
    assert.deepEqual([library?.file, library?.isProject], ["django/middleware/common.py", false]);
  });

  it("is matched as Django says", () => {
    const { match, sql } = of("/polls/1/");
    assert.deepEqual(match, {
      route: "polls/<int:pk>/",
      view: "polls.views.Detail",
      name: "polls:detail",
      args: [],
      kwargs: { pk: "1" },
    });
    assert.deepEqual(sql[0]?.parameters, ["1"]);
    const tried = of("/polls/1/").steps.find(({ name }) => name === "polls.urls")?.tried;
    assert.deepEqual(
      tried?.map(({ pattern, matched }) => [pattern, matched]),
      [
        ["", false],
        ["<int:pk>/", true],
      ],
    );
  });

  it("has the statements that Django itself has noted, and the lines that caused them", async () => {
    const { sql, pattern } = await traceRequest(project, "/polls/queries/");
    const { value: page } = await printed(async () => {
      const server = await project.runserver();
      return server.get("/polls/queries/").finally(() => server.stop());
    });
    const told = JSON.parse(page.text) as { route: string; queries: string[] };
    assert.equal(pattern, told.route);
    assert.ok(told.queries.length >= 6, told.queries.join("\n"));
    assert.equal(sql.length, told.queries.length);
    for (const [index, { statement, parameters }] of sql.entries()) {
      const quoted = parameters.map((value) => (/^\d+$/.test(value) ? value : `'${value}'`));
      const pieces = statement.split("%s").map((piece, at) => piece + (quoted[at] ?? ""));
      // Django's own note has new numbers for rows, and a name of its own for each savepoint.
      const alike = (text = "") => text.replace(/\d+/g, "N").replace(/"s\w+"/, "S");
      assert.equal(alike(pieces.join("")), alike(told.queries[index]));
    }
    assert.match(line(sql[0]!)!, /text__in/);
    assert.match(line(sql[1]!)!, /select_related/);
    assert.match(line(sql[2]!)!, /transaction.atomic/);
  });

  it("knows which template extends, and which is included how often", () => {
    assert.deepEqual(
      of("/polls/").templates.map(({ name, role }) => [name, role]),
      [
        ["polls/index.html", "rendered"],
        ["polls/base.html", "extended"],
        ["polls/row.html", "included"],
        ["polls/row.html", "included"],
      ],
    );
    assert.match(of("/polls/").templates[2]!.file!, /^polls\/templates\/polls\/row\.html$/);
  });

  it("follows a generic view through its methods, and the rendering after it", () => {
    const trace = of("/polls/1/");
    const methods = trace.steps.filter(({ kind }) => kind === "method");
    assert.deepEqual(
      methods.slice(0, 4).map(({ name }) => name),
      ["Detail.dispatch", "Detail.get", "Detail.get_object", "Detail.get_queryset"],
    );
    assert.match(line(methods[3]!)!, /def get_queryset\(self\)/);
    assert.equal(around(trace, methods[1]!), methods[0]);
    const rendering = trace.steps.find(({ kind }) => kind === "rendering")!;
    assert.ok(rendering.start >= trace.view!.start + trace.view!.seconds);
    assert.deepEqual(trace.models, ["polls.Question", "polls.Choice"]);
  });

  it("follows async views and async middleware", () => {
    const trace = of("/polls/later/");
    assert.equal(trace.status, 200);
    assert.equal(trace.view?.isAsync, true);
    const count = trace.steps.find(({ kind }) => kind === "model")!;
    assert.equal(around(trace, count), trace.view);
    assert.match(count.file!, /^polls\/views\.py$/);
  });

  it("follows what a streaming view does while the response is sent", () => {
    const trace = of("/polls/lines/");
    const read = trace.steps.find(({ kind }) => kind === "model")!;
    assert.equal(around(trace, read)?.kind, "response");
    assert.match(line(read)!, /for question in Question.objects.all/);
    assert.equal(trace.size, "onetwo".length);
    assert.deepEqual(
      trace.messages.slice(-4).map(({ from, to }) => [from, to]),
      [
        ["View", "Model"],
        ["Model", "Database"],
        ["Database", "Model"],
        ["Model", "View"],
      ],
    );
  });

  it("has steps that lie inside of one another in time", () => {
    const within = 1e-6; // a step begins a moment after its parent has asked for it
    for (const trace of Object.values(traces)) {
      for (const step of trace.steps) {
        for (const child of step.children) {
          assert.ok(child.start >= step.start - within, `${trace.path}: ${child.name} in ${step.name}`);
          assert.ok(child.start + child.seconds <= step.start + step.seconds + within, child.name);
          assert.equal(child.depth, step.depth + 1);
        }
      }
      // The browser may have the page before Django has closed the response, so only the view is over by then.
      if (trace.view) assert.ok(trace.view.seconds <= trace.seconds, trace.path);
    }
  });

  it("says where it was raised, and what answered", () => {
    const missing = of("/polls/9/").steps.find(({ kind }) => kind === "exception")!;
    assert.equal(missing.exception?.type, "Http404");
    assert.equal(missing.status, 404);
    assert.equal(missing.answeredBy, "Django's page for developers");
    const nowhere = of("/nothing");
    assert.deepEqual([nowhere.status, nowhere.view, nowhere.match], [404, undefined, undefined]);
    assert.equal(nowhere.exceptions[0]?.message, "no pattern matches 'nothing'");
    const forbidden = of("/polls/forbidden/").steps.find(({ kind }) => kind === "exception")!;
    assert.match(line(forbidden)!, /raise PermissionDenied/);
    assert.equal(forbidden.answeredBy, "django.views.defaults.permission_denied");
    for (const path of ["/polls/9/", "/nothing", "/polls/forbidden/"]) {
      assert.equal(of(path).failure, undefined);
    }
  });

  it("sees the reader's middleware answer, before the view and after an exception", () => {
    const closed = of("/closed/");
    assert.equal(closed.status, 503);
    assert.equal(closed.middleware.at(-1)?.name, "Careful");
    assert.equal(closed.middleware.at(-1)?.passedOn, false);
    assert.match(String(closed), /in Careful \(answers itself/);
    const divided = of("/polls/divided/");
    assert.equal(divided.status, 418);
    assert.match(divided.view?.error ?? "", /^ZeroDivisionError/);
    const hook = divided.steps.find(({ name }) => name === "Careful.process_exception");
    assert.match(line(hook!)!, /def process_exception/);
  });

  it("tells of redirects, and of files that only the development server gives", () => {
    const slash = of("/polls");
    assert.deepEqual([slash.status, slash.view], [301, undefined]);
    assert.ok(slash.headers.some(([name, value]) => name === "Location" && value === "/polls/"));
    const file = of("/static/admin/css/base.css");
    assert.equal(file.root.handler, "StaticFilesHandler");
    assert.deepEqual([file.status, file.middleware.length], [200, 0]);
    assert.equal(of("/polls/private/").status, 302);
  });

  it("keeps secrets of addresses to itself", () => {
    assert.ok(of("/polls/broken/?token=****&page=2"));
    assert.ok(of("/polls/reset/****/"));
    assert.deepEqual(of("/polls/reset/****/").match?.kwargs, { token: "****" });
    const all = JSON.stringify(Object.values(traces));
    assert.doesNotMatch(all, /hushhush|tell-nobody/);
  });

  it("logs in by the real form, and keeps the cookies", async () => {
    const fields = { username: "ada", password };
    const login = "/admin/login/?next=/polls/private/";
    const all = await traceRequests(project, [login, { path: login, fields }, "/polls/private/"], {
      cookies: true,
    });
    assert.deepEqual(
      all.map(({ status }) => status),
      [200, 302, 200],
    );
    const session = /\b[a-z0-9]{32}\b/;
    const told = JSON.stringify(all) + all.map((trace) => JSON.stringify(trace[jupyterDisplay]())).join("");
    for (const secret of [password, encodeURIComponent(password), "pbkdf2_sha256$", "django-insecure"]) {
      assert.ok(!told.includes(secret), secret);
    }
    assert.doesNotMatch(told, session);
    assert.ok(
      all[1]!.headers.some(([name, value]) => name === "Set-Cookie" && /^sessionid=\*{4};/.test(value)),
    );
    assert.ok(all[2]!.requestHeaders.some(([name, value]) => name === "Cookie" && value === "****"));
    assert.ok(all[1]!.sql.some(({ statement }) => /INSERT INTO "django_session"/.test(statement)));
  });

  it("is sent as a user, whose session is gone afterwards", async () => {
    const count = "from django.contrib.sessions.models import Session as S; print(S.objects.count())";
    const sessions = async () =>
      (await printed(() => project.manage("shell", "-v", "0", "-c", count))).value.stdout;
    const before = await sessions();
    const trace = await traceRequest(project, "/polls/private/", { as: "ada" });
    assert.equal(trace.status, 200);
    assert.deepEqual(trace.models, ["sessions.Session", "auth.User"]);
    assert.equal(await sessions(), before);
  });

  it("posts a form with its token, and the change in the database stays", async () => {
    const trace = await traceRequest(project, "/polls/1/vote/", { fields: { choice: "1" }, csrf: true });
    assert.equal(trace.status, 302);
    assert.deepEqual(
      trace.steps.filter(({ kind }) => kind === "model").map(({ name }) => name),
      ["Choice: get", "Choice: save"],
    );
    const update = trace.sql.find(({ statement }) => statement.startsWith("UPDATE"))!;
    assert.match(line(update)!, /choice.save\(\)/);
    const votes = "from polls.models import Choice; print(Choice.objects.get().votes)";
    const { value } = await printed(() => project.manage("shell", "-v", "0", "-c", votes));
    assert.equal(value.stdout.trim(), "1");
  });

  it("becomes messages between those who have a part", () => {
    const trace = of("/polls/1/");
    assert.deepEqual(trace.participants, [
      "Browser",
      "Middleware",
      "URL resolver",
      "View",
      "Model",
      "Database",
      "Template",
    ]);
    const { messages } = trace;
    assert.deepEqual([messages[0]?.label, messages.at(-1)?.label], ["GET /polls/1/", "200 OK"]);
    const open: string[] = ["Browser"];
    for (const { from, to, isReturn } of messages) {
      assert.equal(from, open.at(-1), "who speaks has been spoken to");
      if (isReturn) {
        open.pop();
        assert.equal(to, open.at(-1));
      } else if (to !== from) open.push(to);
    }
    assert.deepEqual(open, ["Browser"]);
    const lanes = trace.sequence({ each: true }).participants;
    assert.deepEqual(
      lanes.slice(1, trace.middleware.length + 1),
      trace.middleware.map(({ name }) => name),
    );
  });

  it("shows which parts have which role", () => {
    const trace = of("/polls/");
    const found = Object.fromEntries(roles(trace).map((role) => [role.name, role]));
    assert.equal(found["polls.views.index"]?.mvt, "view");
    assert.equal(found["polls.views.index"]?.mvc, "controller");
    assert.equal(found["polls/row.html"]?.mvt, "template");
    assert.equal(found["polls.Question"]?.mvc, "model");
    assert.equal(found["polls.Question"]?.file, "polls/models.py");
    assert.equal(found.admin, undefined, "what did not fit chose no view");
    const names = Object.fromEntries(
      tiers(trace).map(({ tier, parts }) => [tier, parts.map(({ name }) => name)]),
    );
    assert.deepEqual(names.presentation, [
      "browser",
      "polls/index.html",
      "polls/base.html",
      "polls/row.html",
    ]);
    assert.deepEqual(names.data, ["polls.Question", "database default", "polls.Choice"]);
    assert.ok(names.application?.includes("polls.urls"));
  });

  it("shows itself as a list of steps with places and times, statements folded", () => {
    const shown = String(of("/polls/")[jupyterDisplay]()["text/html"]).replaceAll("<wbr>", "");
    assert.match(shown, /<code>polls\/views\.py:\d+<\/code>/);
    assert.match(shown, /<details><summary>[\s\S]*<pre>SELECT/);
    assert.match(shown, /<span class="badge">yours<\/span>/);
    assert.equal(shown.match(/<li>/g)?.length, shown.match(/<\/li>/g)?.length);
  });
});
