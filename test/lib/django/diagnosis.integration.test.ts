import assert from "node:assert/strict";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { dirname, join } from "node:path";
import {
  AppNotRegistered,
  DjangoMissing,
  ImportFailed,
  QuestionAsked,
  SettingsWrong,
  SyntaxErrorInFile,
  TemplateMissing,
} from "../../../lib/django/code-failures.js";
import { DatabaseLocked, NotMigrated } from "../../../lib/django/database-failures.js";
import { django } from "../../../lib/django/django.js";
import { makemigrations } from "../../../lib/django/migrations.js";
import type { Project } from "../../../lib/django/project.js";
import { ChecksFailed, PortInUse, UnknownCommand } from "../../../lib/django/refusals.js";
import { shell } from "../../../lib/django/shell.js";
import { startapp } from "../../../lib/django/startapp.js";
import { startproject } from "../../../lib/django/startproject.js";
import { Environment } from "../../../lib/python/environment.js";
import { findPython } from "../../../lib/python/find-python.js";
import { run } from "../../../lib/tools/command.js";
import type { CommandFailed } from "../../../lib/tools/errors.js";
import { printed } from "../printed.js";
import { onEachDjango, site } from "./site.js";

type Type = new (...args: never[]) => CommandFailed;

/** Runs what is to fail, and returns its failure, which must be of that class and say what to do. */
async function failure(type: Type, act: () => Promise<unknown>): Promise<CommandFailed> {
  const error = await printed(act).then(
    () => assert.fail(`${type.name} was expected`),
    (reason) => reason,
  );
  assert.equal(error.name, type.name, error.message);
  assert.ok(error instanceof type);
  assert.ok(error.next, "it says what to do");
  return error;
}

onEachDjango("a failure of a project", (made) => {
  let project: Project;
  let environment: Environment;
  const path = (file: string) => join(project.folder, file);

  /** Changes a file for as long as something takes. */
  async function changed<T>(
    file: string,
    change: (text: string) => string,
    act: () => Promise<T>,
  ): Promise<T> {
    const before = readFileSync(path(file), "utf8");
    // Python takes its compiled copy for current when length and second are the same.
    const write = (text: string) => {
      writeFileSync(path(file), text);
      rmSync(join(dirname(path(file)), "__pycache__"), { recursive: true, force: true });
    };
    write(change(before));
    try {
      return await act();
    } finally {
      write(before);
    }
  }
  const failsWhen = (type: Type, file: string, change: (text: string) => string) =>
    changed(file, change, () => failure(type, () => project.manage("check")));

  before(async function () {
    ({ environment } = await made(this));
    ({ value: project } = await printed(() => startproject("broken", environment)));
    await printed(() => startapp("polls", project));
  });
  after(() => rmSync(project.folder, { recursive: true }));

  it("that is a file which is not Python names the file, the line and the place in it", async () => {
    const lines = readFileSync(path("broken/urls.py"), "utf8").split("\n").length;
    const { message, place } = await failsWhen(
      SyntaxErrorInFile,
      "broken/urls.py",
      (text) => `${text}x = [\n`,
    );
    assert.match(
      message,
      new RegExp(
        `failed: broken/urls\\.py, line ${lines}, is not Python .*\nIts last words:\n {4}File "broken/urls.py", line ${lines}\n {6}x = \\[\n {10}\\^\n {2}SyntaxError: .*$`,
      ),
    );
    assert.deepEqual([place?.file, place?.line], ["broken/urls.py", lines]);
  });

  it("that is a module which is not there says who asks for it", async () => {
    const here = await failsWhen(ImportFailed, "broken/urls.py", (text) => `import nothing_here\n${text}`);
    assert.match(here.message, /there is no module nothing_here; broken\/urls\.py, line 1, asks for it/);
    const there = await failsWhen(ImportFailed, "broken/settings.py", (text) =>
      text.replace("INSTALLED_APPS = [", "$& 'nothing_here',"),
    );
    assert.match(there.message, /there is no module nothing_here; INSTALLED_APPS names it/);
    const settings = () => project.manage("check", { variables: { DJANGO_SETTINGS_MODULE: "no.settings" } });
    assert.match((await failure(ImportFailed, settings)).message, /DJANGO_SETTINGS_MODULE names it/);
  });

  it("that is an app which is not installed names the app", async () => {
    const model = "from django.db import models\n\nclass Poll(models.Model):\n    pass\n";
    await changed(
      "polls/models.py",
      () => model,
      async () => {
        const found = await failsWhen(
          AppNotRegistered,
          "broken/urls.py",
          (text) => `import polls.models\n${text}`,
        );
        assert.equal(found.next, 'Add "polls" to INSTALLED_APPS in the project\'s settings.');
      },
    );
    const { message } = await failure(AppNotRegistered, () => makemigrations(project, "polls"));
    assert.match(message, /INSTALLED_APPS names no app polls/);
  });

  it("that is a setting names the setting", async () => {
    const wrong = await failsWhen(SettingsWrong, "broken/settings.py", (text) =>
      text.replace("backends.sqlite3", "backends.nothing"),
    );
    assert.match(wrong.message, /'django\.db\.backends\.nothing' isn't an available database backend/);
    const none = await failure(SettingsWrong, async () =>
      (await django(environment)).admin("showmigrations"),
    );
    assert.match(none.message, /was not told which settings to use/);
    const { next } = await failure(SettingsWrong, () => project.manage("collectstatic", "--noinput"));
    assert.equal(next, "Look at STATIC_ROOT in the project's settings.");
  });

  it("that is an error of the code itself names the line", async () => {
    const error = await changed(
      "broken/settings.py",
      (text) => `nothing_here\n${text}`,
      () => failed(() => project.manage("check")),
    );
    assert.match(
      error.message,
      /failed in broken\/settings\.py, line 1: NameError .*\nIts last words:\n {4}File "broken\/settings.py", line 1\n {6}nothing_here\n(?: +\^+\n)? {2}NameError: .*$/,
    );
  });

  it("says the same, in the same files, whoever asks", async () => {
    await changed(
      "broken/settings.py",
      (text) => `nothing_here\n${text}`,
      async () => {
        const asked = await failed(() => project.settings());
        assert.match(
          asked.message,
          /^`\S+ djlab\/lib\/django\/facts\/probe\.py .*` failed in broken\/settings\.py, line 1:/,
        );
        const served = await failed(() => project.runserver());
        assert.equal(served.name, "ServerDied");
        assert.match(served.message, /did not start: failed in broken\/settings\.py, line 1: NameError/);
        assert.equal(served.lastWords, asked.lastWords);
        assert.deepEqual(served.place, asked.place);
      },
    );
  });

  it("that is a database's file which cannot be made says which setting names it", async () => {
    const { message, next } = await changed(
      "broken/settings.py",
      (text) => `${text}\nDATABASES["default"]["NAME"] = BASE_DIR / "nowhere" / "db"\n`,
      () => failed(() => project.migrate()),
    );
    assert.match(message, /file can neither be opened nor made\nIts last words:\n {4}File "django.db/);
    assert.match(next ?? "", /NAME in DATABASES/);
  });

  it("that is a missing template names it", async () => {
    const code = "from django.template.loader import get_template; get_template('polls/none.html')";
    const { message } = await failure(TemplateMissing, () => shell(project, code));
    assert.match(message, /no template polls\/none\.html is where Django looks/);
  });

  it("that is a missing table says to migrate", async () => {
    const { message, next } = await failure(NotMigrated, () =>
      shell(project, "from django.contrib.auth.models import User; User.objects.count()"),
    );
    assert.match(message, /the database has no auth_user yet/);
    assert.match(next ?? "", /migrate/);
  });

  it("that is a locked database says that another program writes", async () => {
    const code = [
      "import sqlite3",
      "from django.db import connection",
      "connection.settings_dict['OPTIONS'] = {'timeout': 0}",
      "other = sqlite3.connect(connection.settings_dict['NAME'], isolation_level=None)",
      "other.execute('BEGIN EXCLUSIVE')",
      "connection.cursor().execute('CREATE TABLE x (y)')",
    ].join("\n");
    await failure(DatabaseLocked, () => shell(project, code));
  });

  it("that is a port which is taken says so", async () => {
    const other = createServer();
    const port = await new Promise<number>((listens) =>
      other.listen(0, "127.0.0.1", () => listens((other.address() as { port: number }).port)),
    );
    try {
      await failure(PortInUse, () => project.manage("runserver", "--noreload", `127.0.0.1:${port}`));
    } finally {
      other.close();
    }
  });

  it("that is a command which Django does not have has its suggestion", async () => {
    const { next } = await failure(UnknownCommand, () => project.manage("migrat"));
    assert.equal(next, "Did you mean migrate?");
  });

  it("that is refused by checks, or a question, is told as that", async () => {
    const model = (fields: string) =>
      `from django.db import models\n\nclass Poll(models.Model):\n    text = models.TextField()\n    ${fields}\n`;
    const settings = (text: string) => text.replace("INSTALLED_APPS = [", "$& 'polls',");
    await changed("broken/settings.py", settings, async () => {
      const broken = model("size = models.CharField(max_length=-1)");
      await changed(
        "polls/models.py",
        () => broken,
        async () => {
          await failure(ChecksFailed, () => makemigrations(project));
          assert.match((await failed(() => project.runserver())).message, /fields\.E121/);
        },
      );
      await changed(
        "polls/models.py",
        () => model("pass"),
        () => printed(() => makemigrations(project)),
      );
      const asking = model("size = models.IntegerField()");
      const { message } = await changed(
        "polls/models.py",
        () => asking,
        () => failure(QuestionAsked, () => makemigrations(project)),
      );
      assert.match(message, /has a question, which cannot be answered here/);
    });
  });
});

async function failed(act: () => Promise<unknown>): Promise<CommandFailed> {
  return printed(act).then(
    () => assert.fail("a failure was expected"),
    (error) => error,
  );
}

describe("an environment without Django", () => {
  it("is told from one that has it, with what to type", async function () {
    const { workspace } = (await site(this)).environment;
    const argv = [...(await findPython()).command, "-m", "venv", "--without-pip", "bare"] as const;
    await run(argv, { cwd: workspace.folder, show: false });
    const bare = await Environment.read(workspace, "bare");
    const { message, next } = await failure(DjangoMissing, () => startproject("mysite", bare));
    assert.match(message, /cannot run: the environment bare has no Django yet$/);
    assert.match(next ?? "", /env\.pip\.install\("django"\)/);
    rmSync(bare.folder, { recursive: true });
  });
});
