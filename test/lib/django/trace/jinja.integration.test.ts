/** What is seen of Jinja2's templates, and of rows that are read one by one. */
import assert from "node:assert/strict";
import { appendFileSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { TemplateMissing } from "../../../../lib/django/code-failures.js";
import { traceRequests } from "../../../../lib/django/trace/ask.js";
import { TemplateBroken, ViewRaised } from "../../../../lib/django/trace/failure.js";
import type { Place } from "../../../../lib/django/trace/step.js";
import type { Trace } from "../../../../lib/django/trace/trace.js";
import { type Project, startproject } from "../../../../lib/index.js";
import { printed } from "../../printed.js";
import { onEachDjango } from "../site.js";
import { write } from "./polls-site.js";

const views = `from django.contrib.auth.models import User
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.template import engines


def listed(request):
    return render(request, "list.j2", {"users": User.objects.order_by("id")})


def missing(request):
    return render(request, "none.j2", using="jinja2")


def misspelt(request):
    return render(request, "misspelt.j2", using="jinja2")


def one_by_one(request):
    names = []
    for user in User.objects.prefetch_related("groups").iterator(chunk_size=1):
        names.append(user.username)
        User.objects.count()
    return HttpResponse(names)


async def later(request):
    return HttpResponse([user.username async for user in User.objects.aiterator()])


def raw(request):
    return HttpResponse([user.username for user in User.objects.raw("SELECT * FROM auth_user")])


def inline(request):
    page = engines["jinja2"].from_string("{% for user in users %}{{ user }}{% endfor %}")
    return HttpResponse(page.render({"users": User.objects.all()}, request))


def lazy(request):
    return render(request, "lazy.j2", {"users": User.objects.iterator()})


async def streamed(request):
    async def pieces():
        async for user in User.objects.aiterator():
            yield user.username

    return StreamingHttpResponse(pieces())


def cut(request):
    def pieces():
        yield "one"
        raise ValueError("on purpose")

    return StreamingHttpResponse(pieces())


def ends(request):
    raise SystemExit(3)
`;

const names = [
  "listed",
  "missing",
  "misspelt",
  "one_by_one",
  "later",
  "raw",
  "inline",
  "lazy",
  "streamed",
  "cut",
  "ends",
];

const files = {
  "mixed/views.py": views,
  "mixed/urls.py": `from django.urls import path

from . import views

urlpatterns = [path(f"{name}/", getattr(views, name)) for name in ${JSON.stringify(names)}]
`,
  "pages/base.j2": "<!doctype html>\n{% block body %}{% endblock %}\n",
  "pages/list.j2": `{% extends "base.j2" %}
{% from "parts.j2" import shout %}
{% block body %}

{% for user in users %}
{% include "row.j2" %}
{% endfor %}
{{ shout("end") }}
{% endblock %}
`,
  "pages/row.j2": "<p>\n{{ user.groups.count() }}\n</p>\n",
  "pages/parts.j2": "{% macro shout(word) %}{{ word }}!{% endmacro %}\n",
  "pages/lazy.j2": "{% for user in users %}\n{{ user.username }}\n{% endfor %}\n",
  "pages/misspelt.j2": "one\n{% forr %}\n",
};

const settings = `
TEMPLATES += [{"BACKEND": "django.template.backends.jinja2.Jinja2", "DIRS": [BASE_DIR / "pages"]}]
`;

const users = `
from django.contrib.auth.models import User
for name in ("ada", "bob"):
    User.objects.create_user(name)
`;

onEachDjango("a request to a site with Jinja2", (site) => {
  let project: Project;
  const traces: Record<string, Trace> = {};
  before(async function () {
    const { environment } = await site(this);
    ({ value: project } = await printed(async () => {
      await environment.pip.install("jinja2");
      const made = await startproject("mixed", environment);
      for (const [path, text] of Object.entries(files)) write(made, path, text);
      appendFileSync(join(made.folder, "mixed/settings.py"), settings);
      await made.manage("migrate", "-v", "0");
      await made.manage("shell", "-v", "0", "-c", users);
      return made;
    }));
    for (const trace of await traceRequests(
      project,
      names.map((name) => `/${name}/`),
    )) {
      traces[trace.path.slice(1, -1)] = trace;
    }
  });
  after(() => rmSync(project.folder, { recursive: true }));

  const line = ({ file, line }: Partial<Place>) =>
    readFileSync(join(project.folder, file!), "utf8").split("\n")[line! - 1];
  const told = (name: string) => traces[name]!.steps.filter(({ kind }) => kind === "model");

  it("knows which template extends, is included and imported, and which line of it asks for data", () => {
    const { templates, steps, sql } = traces.listed!;
    assert.deepEqual(
      templates.map(({ name, role, file }) => [name, role, file]),
      [
        ["list.j2", "rendered", "pages/list.j2"],
        ["parts.j2", "used", "pages/parts.j2"],
        ["base.j2", "extended", "pages/base.j2"],
        ["row.j2", "included", "pages/row.j2"],
        ["row.j2", "included", "pages/row.j2"],
      ],
    );
    assert.match(line(sql[0]!)!, /{% for user in users %}/);
    assert.match(line(sql[1]!)!, /user\.groups\.count\(\)/);
    const [row] = steps.filter(({ name, kind }) => name === "row.j2" && kind === "template");
    assert.ok(row!.children.some(({ kind }) => kind === "model"));
    assert.ok(traces.listed!.participants.includes("Template"));
  });

  it("says of a template that it is missing, and of another that it cannot be read, in Jinja2's words", () => {
    const { missing, misspelt } = traces;
    assert.ok(missing!.failure instanceof TemplateMissing);
    assert.match(missing!.failure.next ?? "", /pages\/none\.j2/);
    assert.match(String(missing), /template not found none\.j2/);
    assert.ok(misspelt!.failure instanceof TemplateBroken);
    assert.match(
      misspelt!.failure.message,
      /TemplateSyntaxError: [^("][^\n]*forr[^\n]*\n.*pages\/misspelt\.j2:2/,
    );
    assert.match(String(misspelt), /template found misspelt\.j2 \(raises TemplateSyntaxError/);
    for (const trace of [missing!, misspelt!])
      assert.deepEqual(trace.templates, [], "the error page is Django's");
  });

  it("follows rows that are read one by one, without what is done with them", () => {
    const [rows, ...others] = told("one_by_one");
    assert.equal(rows!.name, "User: iterator");
    assert.match(line(rows!)!, /iterator\(chunk_size=1\)/);
    assert.deepEqual(
      rows!.children.map(({ kind, name }) => (kind === "sql" ? kind : name)),
      ["sql", "Group: read", "Group: read"],
    );
    const counts = others.filter(({ name }) => name === "User: count");
    assert.equal(counts.length, 2);
    for (const count of counts) assert.equal(count.depth, rows!.depth);
    assert.deepEqual(
      ["later", "raw"].map((name) => told(name).map((step) => [step.name, step.children.length])),
      [[["User: iterator", 1]], [["User: raw", 1]]],
    );
  });

  it("has rows inside of what asks for them first", () => {
    const inside = (name: string) => {
      const { steps } = traces[name]!;
      return told(name).map((step) => steps.find(({ children }) => children.includes(step))?.kind);
    };
    assert.deepEqual([inside("inline"), inside("lazy")], [["template"], ["template"]]);
    assert.deepEqual(inside("streamed"), ["response"]);
    assert.match(line(traces.inline!.sql[0]!)!, /page\.render/);
    assert.match(line(traces.lazy!.sql[0]!)!, /{% for user in users %}/);
  });

  it("tells what cut a response short, and what Django does not answer", () => {
    const { cut, ends } = traces;
    assert.deepEqual([cut!.status, cut!.size], [200, "one".length]);
    assert.match(String(cut), /response 200 OK \(.*ended by ValueError: on purpose\)/);
    assert.ok(cut!.failure instanceof ViewRaised);
    assert.match(cut!.failure.message, /ValueError was raised at mixed\/views\.py:\d+/);
    assert.equal(ends!.status, 500);
    assert.match(ends!.failure?.message ?? "", /SystemExit was raised at mixed\/views\.py:\d+/);
  });
});
