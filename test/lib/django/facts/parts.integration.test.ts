import assert from "node:assert/strict";
import { type Facts, probe } from "../../../../lib/django/facts/probe.js";
import { findStatic, StaticMissing } from "../../../../lib/django/facts/static.js";
import { findTemplate, TemplateNotFound } from "../../../../lib/django/facts/templates.js";
import type { Project } from "../../../../lib/index.js";
import type { Environment } from "../../../../lib/python/environment.js";
import { printed } from "../../printed.js";
import { onEachDjango, site } from "../site.js";
import { askDjango, pollsProject, remove, write } from "./polls.js";

const more = `TEMPLATES[0]["DIRS"] = [BASE_DIR / "pages"]
STATICFILES_DIRS = [BASE_DIR / "assets", ("named", BASE_DIR / "more")]
STATIC_ROOT = BASE_DIR / "collected"
MIDDLEWARE += ["polls.layers.Own", "polls.layers.plain"]
`;

async function partedProject(environment: Environment, name: string): Promise<Project> {
  const project = await pollsProject(environment, name, more);
  write(project, {
    "pages/shared.html": "of the project",
    "assets/polls/style.css": "p {}",
    "more/one.txt": "1",
    "polls/layers.py": `from django.utils.deprecation import MiddlewareMixin

class Own(MiddlewareMixin):
    def process_view(self, request, view, args, kwargs):
        return None

def plain(get_response):
  return get_response
`,
  });
  return project;
}

onEachDjango("a project's parts", (chosen) => {
  let project: Project;
  let facts: Facts<"apps" | "middleware" | "templates" | "static">;
  before(async function () {
    const { environment } = await chosen(this);
    project = await partedProject(environment, "parted");
    facts = await probe(project, ["apps", "middleware", "templates", "static"]);
  });
  after(() => project && remove(project));

  it("are apps: where they lie and what they have", () => {
    const polls = facts.apps.get("polls");
    assert.deepEqual(
      [polls.name, polls.verboseName, polls.config, polls.path, polls.lies, polls.models],
      ["polls", "Questions", "polls.apps.PollsConfig", "polls", "project", 2],
    );
    assert.deepEqual(polls.has, ["migrations", "models", "static", "templates", "urls", "views"]);
    assert.match(polls.defaultAutoField, /^django\.db\.models\.(Big)?AutoField$/);
    assert.deepEqual(
      [facts.apps.get("auth").name, facts.apps.get("auth").lies],
      ["django.contrib.auth", "site-packages"],
    );
    assert.deepEqual(facts.apps.own, [polls]);
  });

  it("are layers of middleware in their order, with what they do", () => {
    const [first] = facts.middleware.all;
    assert.deepEqual(
      [first?.name, first?.hooks],
      ["SecurityMiddleware", ["process_request", "process_response"]],
    );
    const theirs = facts.middleware.all.filter(({ path }) => path.startsWith("django."));
    assert.equal(theirs.length, 7);
    for (const { purpose, file, line, sync, async } of theirs)
      assert.ok(purpose && file && line && sync && async);
    const [own, plain] = facts.middleware.all.slice(-2);
    assert.deepEqual(
      [own?.kind, own?.hooks, own?.file, own?.line, own?.async],
      ["class", ["process_view"], "polls/layers.py", 3, true],
    );
    assert.deepEqual([plain?.kind, plain?.line, plain?.sync, plain?.async], ["function", 7, true, false]);
  });

  it("are templates and static files, of which the first of a name wins", () => {
    const shared = facts.templates.all.filter(({ name }) => name === "shared.html");
    assert.deepEqual(
      shared.map(({ file, app, wins }) => [file, app, wins]),
      [
        ["pages/shared.html", "", true],
        ["polls/templates/shared.html", "polls", false],
      ],
    );
    const [engine] = facts.templates.engines;
    assert.deepEqual([engine?.name, engine?.dirs, engine?.appDirs], ["django", ["pages"], true]);
    assert.match(
      String(facts.templates),
      /looks in pages, then the apps' folders templates, by its loaders cached, filesystem, app_directories/,
    );
    assert.deepEqual(
      [facts.static.url, facts.static.root, facts.static.dirs],
      ["/static/", "collected", ["assets", "more"]],
    );
    assert.deepEqual(
      facts.static.of("polls").map(({ path, wins }) => [path, wins]),
      [["polls/style.css", false]],
    );
  });
});

describe("a file of a project, asked for by the name that a page uses", () => {
  let project: Project;
  before(async function () {
    const { environment } = await site(this);
    project = await partedProject(environment, "searched");
  });
  after(() => project && remove(project));

  it("is the template that Django would take, be it well made or not", async () => {
    const [shared, broken, theirs] = await Promise.all([
      findTemplate(project, "shared.html"),
      findTemplate(project, "polls/index.html"),
      askDjango(
        project,
        'from django.template.loader import get_template\nprint(get_template("shared.html").origin.name)',
      ),
    ]);
    assert.equal(shared.file, "pages/shared.html");
    assert.match(theirs.trim().replaceAll("\\", "/"), /\/pages\/shared\.html$/);
    assert.deepEqual([broken.file, broken.app], ["polls/templates/polls/index.html", "polls"]);
    assert.equal(broken.tried[0], "pages/polls/index.html");
  });

  it("is a template that is missed, with the files that Django would try", async () => {
    const tried = await askDjango(
      project,
      `from django.template import TemplateDoesNotExist
from django.template.loader import get_template
try:
    get_template("nothing.html")
except TemplateDoesNotExist as error:
    print(len(error.tried or error.chain[0].tried))`,
    );
    await assert.rejects(findTemplate(project, "nothing.html"), (error) => {
      assert.ok(error instanceof TemplateNotFound);
      assert.equal(error.tried[0], "pages/nothing.html");
      assert.ok(error.tried.includes("polls/templates/nothing.html"));
      assert.equal(error.tried.length, Number(tried));
      return /looked for, in this order:\n {2}pages\/nothing\.html/.test(error.message);
    });
  });

  it("is the static file that findstatic names first", async () => {
    const [found, named, { value }] = await Promise.all([
      findStatic(project, "polls/style.css"),
      findStatic(project, "named/one.txt"),
      printed(() => project.manage("findstatic", "polls/style.css", "-v", "0")),
    ]);
    assert.deepEqual([found.file, found.app], ["assets/polls/style.css", ""]);
    assert.deepEqual(found.hidden, ["polls/static/polls/style.css"]);
    assert.deepEqual(
      value.stdout
        .trim()
        .split(/\r?\n/)
        .map((file) => file.replaceAll("\\", "/").replace(/.*\/searched\//, "")),
      [found.file, ...found.hidden],
    );
    assert.equal(named.file, "more/one.txt");
  });

  it("is missed in the folders that are searched, and never looked for outside of them", async () => {
    await Promise.all([
      assert.rejects(findStatic(project, "polls/nothing.css"), (error) => {
        assert.ok(error instanceof StaticMissing);
        return error.searched.includes("assets") && error.searched.includes("polls/static");
      }),
      assert.rejects(findStatic(project, "../manage.py"), StaticMissing),
      assert.rejects(findTemplate(project, "../manage.py"), TemplateNotFound),
    ]);
  });
});
