import assert from "node:assert/strict";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import type { Edit } from "../../../../lib/django/edit/edit.js";
import { Edits } from "../../../../lib/django/edit/edits.js";
import { pythonCode } from "../../../../lib/django/edit/python-value.js";
import {
  EditFailed,
  EditRefused,
  FileChanged,
  NotOneMatch,
  NotWritten,
  OutsideProject,
  PlaceNotFound,
  TakenAlready,
} from "../../../../lib/django/edit/refusals.js";
import { jupyterDisplay, type Project, startproject } from "../../../../lib/index.js";
import { printed } from "../../printed.js";
import { onEachDjango } from "../site.js";

onEachDjango("edits of a project", (site) => {
  let project: Project;
  let edits: Edits;
  before(async function () {
    const { environment } = await site(this);
    ({ value: project } = await printed(() => startproject("edited", environment)));
    await printed(() => project.manage("startapp", "polls"));
    edits = new Edits(project);
  });
  // Each test begins with the project as startproject made it.
  afterEach(async () => {
    while ((await edits.history()).length > 0) await edits.undo("all");
  });
  after(() => {
    rmSync(project.folder, { recursive: true });
    rmSync(join(project.environment.workspace.folder, ".djlab"), { recursive: true, force: true });
  });

  const file = (path: string) => join(project.folder, path);
  const text = (path: string) => readFileSync(file(path), "utf8");
  const put = (path: string, content: string) => writeFileSync(file(path), content);
  const changed = (edit: Edit, path: string) => {
    const lines = edit.files.find((each) => each.path === path)?.patch.split("\n") ?? [];
    return lines.filter((line) => /^[+-](?!\+\+|--)/.test(line));
  };
  /** What was in the file comes back, whatever happens. */
  const having = async (path: string, content: string, act: () => Promise<unknown>) => {
    const before = existsSync(file(path)) ? text(path) : undefined;
    put(path, content);
    try {
      await act();
    } finally {
      while ((await edits.history()).length > 0) await edits.undo("all");
      if (before === undefined) rmSync(file(path));
      else put(path, before);
    }
  };
  const refuses = (act: Promise<unknown>, type: typeof EditFailed, expected: RegExp) =>
    assert.rejects(act, (error) => {
      assert.ok(error instanceof type, String(error));
      assert.match(error.message, expected);
      assert.ok(error.next);
      return true;
    });

  it("make a site that answers: app, model, admin, view, addresses", async function () {
    this.timeout(120_000);
    const edit = await edits.together((edit) => {
      edit.addApp("polls.apps.PollsConfig");
      edit.addModel("polls", {
        name: "Question",
        fields: { text: "models.CharField(max_length=200)" },
        str: "text",
      });
      edit.addField("polls", "Question", "asked", "models.DateTimeField(default=timezone.now)");
      edit.register("polls", "Question");
      edit.addView("polls", "def index(request):\n    return HttpResponse('hello')\n");
      edit.addView("polls", "class About(TemplateView):\n    template_name = 'about.html'\n");
      edit.addPath("", { view: "polls.views.index", name: "index", app: "polls" });
      edit.addPath("about/", { view: "polls.views.About", name: "about", app: "polls" });
      edit.addPath("polls/", { include: "polls.urls" });
      edit.addTemplateDir("templates");
      edit.write("templates/about.html", "<h1>About</h1>\n");
      edit.addTest(
        "polls",
        `from django.urls import reverse
from .models import Question
class Site(TestCase):
    def test_answers(self):
        self.assertEqual(self.client.get(reverse("polls:index")).content, b"hello")
        self.assertContains(self.client.get(reverse("polls:about")), "About")
        self.assertEqual(str(Question.objects.create(text="why")), "why")
        from django.contrib import admin
        self.assertTrue(admin.site.is_registered(Question))`,
      );
    });
    await printed(() => project.manage("makemigrations", "polls"));
    const { value } = await printed(() => project.manage("test"));
    assert.match(value.stderr, /Ran 1 test[\s\S]*OK/);
    rmSync(file("polls/migrations/0001_initial.py"));
    assert.equal(edit.words.length, 12);

    assert.deepEqual(changed(edit, "polls/views.py"), [
      "+from django.http import HttpResponse",
      "+from django.views.generic import TemplateView",
      "+",
      "+",
      "+def index(request):",
      "+    return HttpResponse('hello')",
      "+",
      "+",
      "+class About(TemplateView):",
      "+    template_name = 'about.html'",
    ]);
    assert.deepEqual(changed(edit, "edited/urls.py"), [
      "-from django.urls import path",
      "+from django.urls import include, path",
      "+    path('polls/', include('polls.urls')),",
    ]);
    assert.match(text("polls/urls.py"), /^app_name = 'polls'$/m);
    const { files } = edit;
    const again = await edits.together((edit) => {
      edit.addApp("polls");
      edit.addPath("polls/", { include: "polls.urls" });
      edit.register("polls", "Question");
      edit.addField("polls", "Question", "text", "models.CharField(max_length=200)");
      edit.addView("polls", "def index(request):\n  return HttpResponse('hello')");
    });
    assert.deepEqual([again.changed, files.length], [false, 8]);
    assert.equal(again.words[0], "polls is in INSTALLED_APPS already, as polls.apps.PollsConfig");
    assert.ok(
      again.words.every((words) => words.includes("already")),
      String(again),
    );
  });

  it("of lists put an item where it is said, and nothing twice", async () => {
    const csrf = "django.middleware.csrf.CsrfViewMiddleware";
    const first = await edits.addMiddleware("a.First", { first: true });
    assert.deepEqual(changed(first, "edited/settings.py"), ["+    'a.First',"]);
    await edits.addMiddleware("a.Before", { before: csrf });
    await edits.addMiddleware("a.After", { after: csrf });
    await edits.addMiddleware("a.Last");
    const list = /MIDDLEWARE = \[([\s\S]*?)\n\]/.exec(text("edited/settings.py"))?.[1] ?? "";
    const names = [...list.matchAll(/'(.*)'/g)].map((match) => match[1]);
    const at = names.indexOf(csrf);
    assert.deepEqual(
      [names[0], names[at - 1], names[at + 1], names.at(-1)],
      ["a.First", "a.Before", "a.After", "a.Last"],
    );
    assert.match((await edits.addMiddleware("a.Last")).words.join(), /already/);
    assert.deepEqual(changed(await edits.removeMiddleware("a.Last"), "edited/settings.py"), [
      "-    'a.Last',",
    ]);
    await refuses(edits.addMiddleware("a.New", { after: "b.None" }), PlaceNotFound, /has no b\.None/);
    await edits.addTo("STATICFILES_DIRS", pythonCode("BASE_DIR / 'static'"));
    assert.match(text("edited/settings.py"), /\nSTATICFILES_DIRS = \[BASE_DIR \/ 'static'\]\n$/);
  });

  it("take settings, apps, addresses, fields and models out again, and say when they are not there", async () => {
    const before = text("edited/settings.py");
    await edits.unset("USE_TZ");
    assert.ok(!text("edited/settings.py").includes("USE_TZ"));
    assert.match(String(await edits.unset("USE_TZ")), /is not set/);
    await edits.removeApp("django.contrib.admin");
    assert.ok(!text("edited/settings.py").includes("contrib.admin"));
    assert.match((await edits.removeApp("django.contrib.admin")).words.join(), /is not in/);
    await edits.removePath("admin/");
    assert.match(text("edited/urls.py"), /urlpatterns = \[\n\]/);
    assert.match((await edits.removePath("admin/")).words.join(), /is not in/);
    await edits.addModel("polls", "class A(models.Model):\n    pass\n");
    await edits.addField("polls", "A", "one", "models.IntegerField()");
    await edits.removeField("polls", "A", "one");
    assert.match(text("polls/models.py"), /class A\(models\.Model\):\n {4}pass\n$/);
    assert.match((await edits.removeField("polls", "A", "one")).words.join(), /has no field/);
    await edits.removeModel("polls", "A");
    assert.ok(!text("polls/models.py").includes("class A"));
    await edits.undo("all");
    assert.equal(text("edited/settings.py"), before);
  });

  it("of a list or dict keep what stays as it is, with its comments", async () => {
    const before = `import os
BASE_DIR = '.'
HOSTS = [
    # for the classroom
    'localhost',  # this machine
    'example.com',
    # the last
]
DATABASES = {
    # the first
    'default': {
        'ENGINE': 'sqlite3',  # small
        'NAME': 'one', 'USER': '',
    },
    'old': {},  # gone soon
}
LEVEL = 1  # by the hour
`;
    await having("edited/settings.py", before, async () => {
      const settings = "edited/settings.py";
      assert.deepEqual(changed(await edits.set("HOSTS", ["localhost", "new", "example.com"]), settings), [
        "+    'new',",
      ]);
      const fewer = await edits.set("HOSTS", ["new", "example.com"]);
      assert.deepEqual(changed(fewer, settings), ["-    'localhost',  # this machine"]);
      assert.deepEqual(fewer.words, ["HOSTS is set; 1 comment goes with what is replaced"]);
      const dict = { default: { ENGINE: "sqlite3", NAME: pythonCode("os.name"), USER: "" }, more: {} };
      assert.deepEqual(changed(await edits.set("DATABASES", dict), settings), [
        "-        'NAME': 'one', 'USER': '',",
        "+        'NAME': os.name, 'USER': '',",
        "-    'old': {},  # gone soon",
        "+    'more': {},",
      ]);
      assert.deepEqual((await edits.set("DATABASES", dict)).words, ["DATABASES has this value already"]);
      assert.deepEqual(changed(await edits.set("LEVEL", 2), settings), [
        "-LEVEL = 1  # by the hour",
        "+LEVEL = 2  # by the hour",
      ]);
      const turned = { more: {}, default: dict.default };
      assert.deepEqual((await edits.set("DATABASES", turned)).words, ["DATABASES has this value already"]);
      const told = await edits.set("HOSTS", ["new", pythonCode("'x'  # y"), "example.com"]);
      assert.deepEqual(told.words, ["HOSTS is set"]);
      await edits.undo();
      const other = await edits.set("HOSTS", ["else"]);
      assert.deepEqual(other.words, ["HOSTS is set; 2 comments go with what is replaced"]);
      assert.match(text(settings), /\nHOSTS = \['else'\]\nDATABASES/);
    });
  });

  it("take out what they have put in, imports too", async () => {
    const before = [text("polls/models.py"), text("edited/urls.py")];
    const model = "class A(models.Model):\n    at = models.DateTimeField(default=timezone.now)\n";
    await edits.addModel("polls", `from django.utils import timezone\n${model}`);
    await edits.register("polls", "A");
    await edits.addField("polls", "A", "last", "models.DateTimeField(default=timezone.now)");
    await edits.removeField("polls", "A", "last");
    assert.match(text("polls/models.py"), /import timezone/);
    const removed = await edits.removeModel("polls", "A");
    assert.match(removed.words.join(), /take it out of line 3 of polls\/admin\.py too/);
    await edits.addView("polls", "def one(request):\n    pass\n\ndef two(request):\n    pass");
    await edits.addPath("one/", { view: "polls.views.one" });
    await edits.addPath("two/", { view: "polls.views.two" });
    await edits.addPath("polls/", { include: "polls.urls" });
    await edits.removePath("polls/");
    await edits.removePath("one/");
    assert.match(text("edited/urls.py"), /^from polls import views$/m);
    await edits.removePath("two/");
    assert.deepEqual([text("polls/models.py"), text("edited/urls.py")], before);
    await edits.undo("all");
    const kept = "from a import b  # noqa\nfrom c import d\nfrom django.urls import path\n__all__ = ['d']\n";
    await having("edited/urls.py", `${kept}urlpatterns = [path('x', b(d))]\n`, async () => {
      await edits.removePath("x");
      assert.equal(text("edited/urls.py"), `${kept}urlpatterns = []\n`);
    });
    const shared = "import a; import b\nimport c\nfrom django.db import models\n";
    const reader = "class Reader:\n    def one(self) -> 'c.C':\n        pass\n";
    const gone = "class Gone(models.Model):\n    one = a.Field(b, c)\n\n\n";
    await having("polls/models.py", `${shared}\n\n${reader}\n\n${gone}`, async () => {
      await edits.removeModel("polls", "Gone");
      assert.equal(text("polls/models.py"), `${shared}\n\n${reader}`);
    });
  });

  it("of a list that the file does not have say that Django's own goes", async () => {
    const edit = await edits.addTo("AUTHENTICATION_BACKENDS", "a.Backend");
    assert.match(edit.words.join(), /with one item; Django's own value does not hold any more$/);
  });

  it("merge imports in every form, and give a second module of the same name another one", async () => {
    const urls = [
      "from django.urls import (",
      "    include,  # apps",
      "    path",
      ")",
      "from shop import views",
      "urlpatterns = [path('a', views.a)]",
    ];
    await having("edited/urls.py", `${urls.join("\n")}`, async () => {
      const edit = await edits.addPath("b", { view: "polls.views.render", regular: true });
      assert.deepEqual(changed(edit, "edited/urls.py"), [
        "-    path",
        "+    path,",
        "+    re_path",
        "+from polls import views as polls_views",
        "-urlpatterns = [path('a', views.a)]",
        "+urlpatterns = [path('a', views.a), re_path('b', polls_views.render)]",
      ]);
      assert.ok(text("edited/urls.py").includes("# apps"));
    });
  });

  it("that Python cannot compile are refused with its own message, and nothing is written", async () => {
    const before = text("edited/urls.py");
    const act = edits.replace("edited/urls.py", "from django.urls import path", "from import path");
    await refuses(
      act,
      EditRefused,
      /edited\/urls\.py would not compile: SyntaxError: invalid syntax \(line 18\)/,
    );
    await refuses(edits.write("polls/broken.py", "x = (\n"), EditRefused, /would not compile/);
    await refuses(edits.write("polls/null.py", "x = '\0'\n"), EditRefused, /null bytes|SyntaxError/);
    await refuses(edits.addView("polls", "def x(:\n"), EditRefused, /the code given does not compile/);
    await refuses(edits.set("DEBUG", pythonCode("1 +")), EditRefused, /is not a value in Python/);
    await refuses(edits.addField("polls", "A", "b", "x) + ("), EditFailed, /no model A/);
    assert.throws(
      () => edits.addField("polls", "A", "class", "x"),
      ({ message, next }) => /it is a word of Python's own/.test(message) && /my_class\.$/.test(next),
    );
    const fields = { a: "models.IntegerField()" };
    assert.throws(() => edits.addModel("polls", { name: "B", fields, str: "b" }), /B has no field b/);
    assert.equal(text("edited/urls.py"), before);
    assert.ok(!existsSync(file("polls/broken.py")));
    assert.deepEqual(await edits.history(), []);
    await having("edited/settings.py", "DEBUG = (\n", () =>
      refuses(edits.set("DEBUG", false), EditRefused, /does not compile as it is.*line 1/),
    );
  });

  it("without a place that is safe are refused, and say what to do by hand", async () => {
    await having(
      "edited/settings.py",
      "import os\nif os.name:\n    DEBUG = True\nAPPS = []\nINSTALLED_APPS = list(APPS)\n",
      async () => {
        await refuses(edits.set("DEBUG", false), PlaceNotFound, /under a condition: see line 3/);
        await refuses(edits.addApp("polls"), PlaceNotFound, /no list that is written out: see line 5/);
        await refuses(edits.unset("APPS"), PlaceNotFound, /Line 5 of .* needs APPS/);
        await refuses(edits.addTemplateDir("t"), PlaceNotFound, /has no list DIRS/);
        await refuses(edits.addPath("a", { include: "polls.urls" }), PlaceNotFound, /does not say where/);
      },
    );
    await refuses(
      edits.addPath("x", { view: "polls.views.nothing" }),
      PlaceNotFound,
      /polls\/views\.py has no nothing/,
    );
    await refuses(edits.register("polls", "Nothing"), PlaceNotFound, /has no model Nothing/);
    await refuses(edits.addView("shop", "def a(r): pass"), PlaceNotFound, /has no app shop/);
    await refuses(edits.replace("none.txt", "a", "b"), PlaceNotFound, /has no file none\.txt/);
    await refuses(
      edits.addPath("admin/", { view: "polls.views.render" }),
      TakenAlready,
      /leads 'admin\/' elsewhere in line/,
    );
    await edits.addView("polls", "def a(request):\n    return 1");
    await refuses(edits.addView("polls", "def a(request):\n    return 2"), TakenAlready, /another a in line/);
  });

  it("of text want it exactly once", async () => {
    await refuses(edits.replace("edited/urls.py", "nothing like it", ""), NotOneMatch, /0 times/);
    await refuses(edits.replace("edited/urls.py", "path", "x"), NotOneMatch, /\d+ times/);
    await having("page.html", "<p>\r\nold\r\n</p>\r\n", async () => {
      await edits.replace("page.html", "<p>\nold", "<p>\nnew");
      assert.equal(text("page.html"), "<p>\r\nnew\r\n</p>\r\n");
      assert.match((await edits.replace("page.html", "<p>\nold", "<p>\nnew")).words.join(), /already/);
      assert.equal((await edits.replace("page.html", "new", "newer")).changed, true);
      assert.match((await edits.replace("page.html", "new", "newer")).words.join(), /already/);
    });
  });

  it("stay in the project", async () => {
    for (const path of ["../x.txt", "/etc/x", "a/../../x", "C:\\x", "a\\b", "", "polls/", "a\0"]) {
      await assert.rejects(async () => edits.write(path, "x"), OutsideProject, path);
    }
    await refuses(edits.write("manage.py/x.txt", "x"), NotWritten, /could not be written/);
    await refuses(edits.write("polls", "x"), PlaceNotFound, /polls is a folder/);
    assert.deepEqual(await edits.history(), []);
    symlinkSync(project.environment.folder, file("link"), "junction");
    await refuses(edits.write("link/x.txt", "x"), OutsideProject, /leads out of the project/);
    rmSync(file("link"));
    for (const bad of ["--option", "a b", "1a", ""]) {
      assert.throws(() => edits.addApp(bad), /cannot be the name/);
      assert.throws(() => edits.set(bad, 1), /cannot be the name/);
      assert.throws(() => edits.register("polls", bad), /cannot be the name/);
    }
    assert.throws(() => edits.set("A", Number.NaN), /cannot be written in Python/);
    assert.throws(() => edits.replace("manage.py", "", "x"), TypeError);
  });

  it("keep the file's mode and leave nothing beside it", async () => {
    chmodSync(file("manage.py"), 0o755);
    await edits.replace("manage.py", "import os", "import os  # first");
    if (process.platform !== "win32") assert.equal(statSync(file("manage.py")).mode & 0o777, 0o755);
    await edits.undo();
    assert.deepEqual(
      readdirSync(project.folder).filter((name) => name.includes("djlab")),
      [],
    );
  });

  it("show themselves without secrets, and keep none", async () => {
    const edit = await edits.set("SECRET_KEY", "tiger!42");
    for (const shown of [String(edit), String(edit[jupyterDisplay]()["text/html"])])
      assert.ok(!shown.includes("tiger"));
    assert.match(String(edit), /-SECRET_KEY = '\*{4}'\n\+SECRET_KEY = '\*{4}'/);
    const records = join(project.environment.workspace.folder, ".djlab/edits");
    for (const name of readdirSync(records)) {
      assert.doesNotMatch(readFileSync(join(records, name), "utf8"), /tiger|django-insecure/);
    }
    await refuses(new Edits(project).undo(), PlaceNotFound, /was a secret, and is not kept/);
    await edits.undo();
    assert.match(text("edited/settings.py"), /django-insecure/);
  });

  it("that were not awaited follow each other", async () => {
    const both = await Promise.all([edits.set("DEBUG", false), edits.set("USE_TZ", false)]);
    assert.deepEqual(
      both.map(({ files }) => files[0]?.added),
      [1, 1],
    );
  });

  it("leave a file alone that somebody changes meanwhile", async () => {
    const { writeFiles } = await import("../../../../lib/django/edit/written-files.js");
    mkdirSync(file("notes"));
    put("notes/a.txt", "theirs");
    const before = Buffer.from("ours");
    const steps = [
      { path: "new/b.txt", after: before },
      { path: "notes/a.txt", before, after: Buffer.from("x") },
    ];
    await refuses(writeFiles(project.folder, steps), FileChanged, /changed by somebody else/);
    assert.equal(text("notes/a.txt"), "theirs");
    assert.deepEqual([existsSync(file("new")), readdirSync(file("notes"))], [false, ["a.txt"]]);
    rmSync(file("notes"), { recursive: true });
  });
});
