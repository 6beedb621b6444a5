import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, renameSync } from "node:fs";
import { join } from "node:path";
import { NoAnswer } from "../../../../lib/django/facts/ask.js";
import { probe, type Topic } from "../../../../lib/django/facts/probe.js";
import {
  CommandFailed,
  jupyterDisplay,
  type MadeEnvironment,
  type Project,
  ProjectFacts,
  run,
} from "../../../../lib/index.js";
import { printed } from "../../printed.js";
import { onEachDjango, site } from "../site.js";
import { pollsProject, remove, write } from "./polls.js";

const all: Topic[] = [
  "project",
  "settings",
  "urls",
  "apps",
  "models",
  "migrations",
  "database",
  "middleware",
  "templates",
  "static",
];

/** Every file below a folder, with what is in it. */
function contents(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const file = join(entry.parentPath, entry.name);
      return `${file} ${createHash("sha256").update(readFileSync(file)).digest("hex")}`;
    })
    .sort();
}

onEachDjango("asking a project", (chosen) => {
  let project: Project;
  before(async function () {
    const { environment } = await chosen(this);
    project = await pollsProject(environment, "asked");
  });
  after(() => project && remove(project));

  it("about everything changes nothing in it, and shows nothing", async () => {
    const before = contents(project.folder);
    const { text, value } = await printed(() => probe(project, all));
    assert.equal(text, "");
    assert.deepEqual(contents(project.folder), before);
    assert.deepEqual(Object.keys(value), all);
    for (const facts of Object.values(value)) {
      const shown = String(facts[jupyterDisplay]()["text/html"]);
      assert.ok(String(facts).length > 20);
      assert.doesNotMatch(shown + String(facts), /undefined|\[object |django-insecure/);
      assert.doesNotMatch(shown, /<th>|<th (?!scope=)|<td><\/th>/);
    }
    assert.ok(value.project instanceof ProjectFacts);
    assert.equal(value.apps.get("polls").lies, "project");
  });

  it("that does not load fails by the project's own traceback alone", async () => {
    const views = await project.read("polls/views.py");
    write(project, { "polls/views.py": "import nothing_of_that_name\n" });
    try {
      await assert.rejects(probe(project, ["urls"]), (error) => {
        assert.ok(error instanceof CommandFailed);
        assert.match(
          error.lastWords,
          /polls\/views\.py", line 1[\s\S]*No module named 'nothing_of_that_name'$/,
        );
        assert.match(error.message, /there is no module nothing_of_that_name; polls\/views\.py, line 1/);
        return !/runpy|topics|probe\.py", line|frozen/.test(error.lastWords);
      });
    } finally {
      write(project, { "polls/views.py": views });
    }
  });
});

describe("asking a project that is not as others are", () => {
  let env: MadeEnvironment;
  let project: Project;
  let settings: string;
  before(async function () {
    ({ environment: env } = await site(this));
    project = await pollsProject(env, "odd");
    settings = await project.read("odd/settings.py");
  });
  afterEach(() => write(project, { "odd/settings.py": settings }));
  after(() => remove(project));

  const failing = (more: string) => {
    write(project, { "odd/settings.py": settings + more });
    return probe(project, ["apps"]);
  };

  it("fails where its settings have a mistake in their writing", async () => {
    await assert.rejects(failing("DEBUG = (\n"), /settings\.py", line \d+[\s\S]*SyntaxError: /);
  });

  it("fails where its settings leave Python", async () => {
    await assert.rejects(failing("raise SystemExit(0)\n"), /settings\.py", line \d+[\s\S]*SystemExit: 0/);
    await assert.rejects(failing("import os\nos._exit(0)\n"), NoAnswer);
  });

  it("fails where an app is not there, and says which", async () => {
    await assert.rejects(failing('INSTALLED_APPS += ["poll"]\n'), /No module named 'poll'/);
  });

  it("works without the admin, with a user model of its own, a router and several databases", async () => {
    write(project, {
      "polls/models.py": `from django.contrib.auth.models import AbstractUser

class Person(AbstractUser):
    pass
`,
      "odd/urls.py": "urlpatterns = []\n",
      "odd/routers.py": `class Router:
    def db_for_read(self, model, **hints):
        return "second" if model._meta.app_label == "polls" else None
`,
    });
    const more = `INSTALLED_APPS.remove("django.contrib.admin")
AUTH_USER_MODEL = "polls.Person"
DATABASES["second"] = {"ENGINE": "django.db.backends.sqlite3", "NAME": BASE_DIR / "second.sqlite3"}
DATABASES["away"] = {"ENGINE": "django.db.backends.sqlite3", "NAME": "/no/such/folder/db.sqlite3"}
DATABASE_ROUTERS = ["odd.routers.Router"]
`;
    write(project, { "odd/settings.py": settings + more });
    const facts = await probe(project, ["apps", "models", "urls", "migrations", "database", "settings"]);
    assert.throws(() => facts.apps.get("admin"), { name: "AppUnknown" });
    assert.deepEqual(facts.urls.patterns, []);
    assert.ok(
      facts.models.get("polls.person").abstractParents.includes("django.contrib.auth.models.AbstractUser"),
    );
    assert.deepEqual(
      facts.database.all.map(({ alias, exists, name }) => [
        alias,
        exists,
        name.replace(/.*[\\/]no[\\/]/, "/no/"),
      ]),
      [
        ["default", false, "db.sqlite3"],
        ["second", false, "second.sqlite3"],
        ["away", false, "/no/such/folder/db.sqlite3"],
      ],
    );
    assert.deepEqual(
      facts.migrations.unmade.map(({ app, name }) => `${app}.${name}`),
      ["polls.0001_initial"],
    );
  });

  it("works for one whose files lie beside its manage.py's own folder", async () => {
    const folder = env.workspace.path("flat");
    write({ folder }, { "README.txt": "" });
    const django = env.program("django-admin", folder);
    await run([django, "startproject", "site_here", "."], { cwd: folder, show: false });
    renameSync(join(folder, "site_here"), join(folder, "conf"));
    for (const file of ["manage.py", "conf/settings.py"]) {
      write({ folder }, { [file]: readFileSync(join(folder, file), "utf8").replaceAll("site_here", "conf") });
    }
    const flat = { name: "flat", folder, environment: env };
    const { project: facts, settings: found } = await probe(flat, ["project", "settings"]);
    assert.equal(facts.settingsModule, "conf.settings");
    assert.equal(found.get("DEBUG").place?.file, "conf/settings.py");
    remove({ folder } as Project);
  });
});
