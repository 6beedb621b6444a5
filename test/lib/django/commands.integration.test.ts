import assert from "node:assert/strict";
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { advice, check, issuesIn, levels } from "../../../lib/django/check.js";
import { QuestionAsked } from "../../../lib/django/code-failures.js";
import { collectstatic } from "../../../lib/django/collectstatic.js";
import { commands } from "../../../lib/django/commands.js";
import { dumpdata, loaddata } from "../../../lib/django/fixtures.js";
import { migrate, sqlmigrate } from "../../../lib/django/migrate.js";
import { makemigrations, showmigrations } from "../../../lib/django/migrations.js";
import type { Project } from "../../../lib/django/project.js";
import { DestinationMissing } from "../../../lib/django/refusals.js";
import { diffsettings } from "../../../lib/django/settings-diff.js";
import { shell } from "../../../lib/django/shell.js";
import { startapp } from "../../../lib/django/startapp.js";
import { startproject } from "../../../lib/django/startproject.js";
import { createsuperuser, UserRefused } from "../../../lib/django/superuser.js";
import { test } from "../../../lib/django/test-run.js";
import { CommandFailed } from "../../../lib/tools/errors.js";
import { jupyterDisplay } from "../../../lib/tools/show.js";
import { printed } from "../printed.js";
import { onEachDjango } from "./site.js";

const model = `from django.db import models

class Question(models.Model):
    text = models.CharField(max_length=200)
    password = models.CharField(max_length=20)
    notes = models.JSONField(default=dict)
`;

const tests = `from django.test import TestCase

class QuestionTests(TestCase):
    def test_right(self):
        self.assertEqual(1, 1)
    def test_wrong(self):
        self.assertEqual(1, 2)
    def test_broken(self):
        1 / 0
`;

// One story: each test goes on from where the one before has left the project.
onEachDjango("a project's commands", (site) => {
  let project: Project;
  const change = (file: string, by: (text: string) => string) => {
    const path = join(project.folder, file);
    writeFileSync(path, by(existsSync(path) ? readFileSync(path, "utf8") : ""));
  };
  before(async function () {
    const { environment } = await site(this);
    ({ value: project } = await printed(() => startproject("story", environment)));
    await printed(() => startapp("polls", project));
    change("story/settings.py", (text) => text.replace("INSTALLED_APPS = [", "$&\n    'polls',"));
  });
  after(() => rmSync(project.folder, { recursive: true }));

  it("are listed by the app that brings them, with Django's words and their usage", async () => {
    const found = await commands(project);
    assert.equal(found.apps[0], "django.core");
    assert.equal(found.get("collectstatic")?.app, "django.contrib.staticfiles");
    assert.match(found.get("migrate")?.usage ?? "", /^manage\.py migrate .*\[app_label\]/);
    assert.ok(!/--settings|--traceback/.test(found.get("migrate")?.usage ?? ""));
    const outside = await commands(project.environment);
    assert.equal(outside.get("collectstatic"), undefined);
    assert.match(outside.get("startproject")?.usage ?? "", /^django-admin startproject .*name \[directory\]/);
    assert.deepEqual(outside.apps, ["django.core"]);
  });

  it("check finds nothing in a fresh project, and more for a public site", async () => {
    const { value: fresh } = await printed(() => check(project));
    assert.deepEqual([fresh.ok, fresh.issues], [true, []]);
    const { value: deploy, text } = await printed(() => check(project, { deploy: true }));
    assert.match(text, /manage\.py check --deploy/);
    const ids = deploy.issues.map(({ id }) => id);
    for (const id of ["security.W004", "security.W009", "security.W018"]) assert.ok(ids.includes(id), id);
    assert.equal(deploy.issues.length, Number(/identified (\d+) issues/.exec(deploy.command.stderr)?.[1]));
    assert.deepEqual(
      deploy.issues.filter((issue) => !advice(issue)),
      [],
    );
    assert.match(
      String(deploy),
      /^warning security\.W018: You should not have DEBUG set to True.*\n {4}what to do: Set DEBUG to False\.$/m,
    );
    assert.equal(String(fresh), "Django's checks found nothing");
  });

  it("check gives the errors of a model as data, with their object and hint", async () => {
    change(
      "polls/models.py",
      () =>
        "from django.db import models\n\nclass A(models.Model):\n    pic = models.CharField(max_length=-1)\n",
    );
    const { value: report } = await printed(() => check(project));
    assert.equal(report.ok, false);
    const [first] = report.issues;
    assert.deepEqual([first?.level, first?.id, first?.object], ["error", "fields.E121", "polls.A.pic"]);
  });

  it("makemigrations writes a file, and nothing the second time", async () => {
    change("polls/models.py", () => model);
    const { value } = await printed(() => makemigrations(project));
    assert.deepEqual(value.written, [
      { app: "polls", file: "polls/migrations/0001_initial.py", operations: ["+ Create model Question"] },
    ]);
    assert.ok(existsSync(join(project.folder, "polls/migrations/0001_initial.py")));
    assert.deepEqual((await printed(() => makemigrations(project, "polls"))).value.written, []);
  });

  it("sqlmigrate gives SQL, and shows it once", async () => {
    const { value, text } = await printed(() => sqlmigrate(project, "polls", "0001"));
    assert.ok(value.statements.some((one) => one.startsWith('CREATE TABLE "polls_question"')));
    assert.match(text, /sqlmigrate polls 0001\n$/);
    const none = printed(() => sqlmigrate(project, "polls", "0099"));
    await assert.rejects(none, /was refused: polls has no migration 0099[\s\S]*Cannot find a migration/);
  });

  it("migrate applies what was missing, and showmigrations knows", async () => {
    const missing = (await printed(() => showmigrations(project))).value.unapplied.map(
      ({ app, name }) => `${app}.${name}`,
    );
    assert.ok(missing.includes("polls.0001_initial"));
    const { value } = await printed(() => migrate(project));
    assert.deepEqual([...value.applied].sort(), missing.sort());
    assert.deepEqual((await printed(() => migrate(project))).value.applied, []);
    assert.deepEqual((await printed(() => showmigrations(project, "polls"))).value.unapplied, []);
    const { value: back } = await printed(() => migrate(project, "polls", "zero"));
    assert.deepEqual(back.unapplied, ["polls.0001_initial"]);
    assert.deepEqual((await printed(() => migrate(project))).value.applied, ["polls.0001_initial"]);
    change("polls/models.py", (text) => `${text}    more = models.TextField(default="")\n`);
    const { value: changed } = await printed(() => migrate(project));
    assert.deepEqual([changed.applied, changed.unwritten], [[], ["polls"]]);
    change("polls/models.py", () => model);
  });

  it("createsuperuser asks nothing, shows no password, and may be run again", async () => {
    const ada = { username: "ada", email: "ada@example.com", password: "swordfish-7" };
    const first = await printed(() => createsuperuser(project, ada));
    assert.equal(first.value.created, true);
    const second = await printed(() => createsuperuser(project, { ...ada, password: "swordfish-8" }));
    assert.equal(second.value.created, false);
    assert.match(second.text, /ada is there already/);
    assert.doesNotMatch(
      first.text + second.text + JSON.stringify(project.environment.workspace.commands),
      /swordfish/,
    );
    const wrong = printed(() => createsuperuser(project, { ...ada, username: "bob", email: "nobody" }));
    await assert.rejects(wrong, (error) => {
      assert.ok(error instanceof UserRefused);
      return /was refused: Enter a valid email address/.test(error.message);
    });
  });

  it("shell runs code of several lines, with the models imported, and gives what it prints", async () => {
    const code =
      "for text in ('a', 'b'):\n    Question.objects.create(text=text, password='tiger')\nprint(Question.objects.count())";
    const { value, text } = await printed(() => shell(project, code));
    assert.equal(value.text, "2");
    assert.ok(value.imported > 0);
    assert.doesNotMatch(text, /imported automatically/);
    assert.equal((await printed(() => shell(project, "-1; print('x')"))).value.text, "x");
  });

  it("dumpdata gives objects without their passwords, and loaddata puts a file back", async () => {
    const { value: dump, text } = await printed(() => dumpdata(project, ["polls", "auth.user"]));
    assert.deepEqual(dump.counts, { "polls.question": 2, "auth.user": 1 });
    assert.deepEqual(new Set(dump.objects.map(({ fields }) => fields.password)), new Set(["****"]));
    assert.doesNotMatch(text + JSON.stringify([dump, dump[jupyterDisplay]()]), /pbkdf2|tiger/);
    JSON.parse(dump.command.stdout);
    await printed(() =>
      shell(
        project,
        "from django.contrib.sessions.backends.db import SessionStore; s = SessionStore(); s['a'] = 1; s.save()",
      ),
    );
    const notes = "{'token_rate': 1e-7, 'tokens': ['abc'], 'bank': {'api_key': 'abc', 'name': 'a'}}";
    await printed(() => shell(project, `Question.objects.update(notes=${notes})`));
    assert.deepEqual((await printed(() => dumpdata(project, ["polls"]))).value.objects[0]?.fields.notes, {
      token_rate: "****",
      tokens: "****",
      bank: { api_key: "****", name: "a" },
    });
    const [session] = (await printed(() => dumpdata(project, ["sessions"]))).value.objects;
    assert.deepEqual([session?.pk, session?.fields.session_data], ["****", "****"]);
    const { value: saved } = await printed(() =>
      dumpdata(project, ["polls.Question"], { output: "saved.json" }),
    );
    assert.deepEqual([saved.objects.length, saved.file], [2, "saved.json"]);
    assert.equal((await printed(() => loaddata(project, "saved.json"))).value.objects, 2);
    const { value: users } = await printed(() => dumpdata(project, ["auth.user"], { output: "users.json" }));
    assert.doesNotMatch(JSON.stringify([users, users[jupyterDisplay]()]), /pbkdf2/);
    assert.match(readFileSync(join(project.folder, "users.json"), "utf8"), /"pbkdf2_/);
    rmSync(join(project.folder, "users.json"));
    const advised = (type: typeof CommandFailed, next: RegExp) => (error: unknown) =>
      error instanceof type && next.test(error.next ?? "");
    await assert.rejects(
      printed(() => loaddata(project, "none.json")),
      advised(CommandFailed, /fixtures\//),
    );
    await assert.rejects(
      printed(() => dumpdata(project, ["polls"], { output: "no/where/all.json" })),
      advised(DestinationMissing, /^Make the folder no\/where first\.$/),
    );
    await assert.rejects(
      printed(() => dumpdata(project, ["polls.Nothing"])),
      advised(CommandFailed, /models\(\)/),
    );
    change("story/settings.py", (text) => `${text}open(BASE_DIR / "list.txt")\n`);
    await assert.rejects(
      printed(() => dumpdata(project)),
      (error) => error instanceof CommandFailed && !(error instanceof DestinationMissing),
    );
    change("story/settings.py", (text) => text.replace(/^open.*\n/m, ""));
    await assert.rejects(loaddata(project, "../saved.json"), /cannot be a file here/);
    await assert.rejects(dumpdata(project, ["--all"]), /cannot be a name here/);
  });

  it("test gives each test that did not succeed, with its traceback", async () => {
    const { value: none } = await printed(() => test(project));
    assert.equal(none.ran, 0);
    change("polls/tests.py", () => tests);
    const { value } = await printed(() => test(project, "polls"));
    assert.deepEqual([value.ok, value.ran, value.failures.length, value.errors.length], [false, 3, 1, 1]);
    assert.match(value.failures[0]?.name ?? "", /^test_wrong \(polls\.tests\.QuestionTests/);
    assert.match(value.errors[0]?.traceback ?? "", /ZeroDivisionError: division by zero$/);
    const { value: right } = await printed(() => test(project, "polls.tests.QuestionTests.test_right"));
    assert.deepEqual([right.ok, right.ran, right.broken], [true, 1, []]);
  });

  it("collectstatic tells how many files went where, and how many were there", async () => {
    change("story/settings.py", (text) => `${text}\nSTATIC_ROOT = BASE_DIR / "collected"\n`);
    const { value: first } = await printed(() => collectstatic(project));
    assert.ok(first.copied > 50);
    assert.ok(existsSync(first.folder ?? ""));
    const { value: second } = await printed(() => collectstatic(project));
    assert.deepEqual([second.copied, second.unmodified], [0, first.copied]);
  });

  it("diffsettings tells what is not Django's default, without secrets", async () => {
    change("story/settings.py", (text) =>
      [
        text,
        "MAPS_TOKEN = 'hush-hush-1'",
        "GEO_API_KEY = 'hush-hush-2'",
        "DATABASES['other'] = {'ENGINE': 'django.db.backends.sqlite3', 'NAME': 'x', 'PASSWORD': 'hush-hush-3'}",
        "SECRET_KEY_FALLBACKS = ['hush-hush-4']",
        "BROKER = 'amqp://me:hush-hush-5@host/'",
        "print('a project may print while it loads')",
        "",
      ].join("\n"),
    );
    const diff = await diffsettings(project);
    assert.deepEqual([diff.get("DEBUG")?.value, diff.get("DEBUG")?.default], ["True", "False"]);
    assert.deepEqual([diff.get("MAPS_TOKEN")?.value, diff.get("MAPS_TOKEN")?.known], ["'****'", false]);
    assert.match(diff.get("AUTH_PASSWORD_VALIDATORS")?.value ?? "", /MinimumLengthValidator/);
    assert.doesNotMatch(JSON.stringify([diff, diff[jupyterDisplay]()]), /hush-hush|django-insecure/);
  });

  it("run without manage.py, too", async () => {
    const manage = join(project.folder, "manage.py");
    renameSync(manage, `${manage}.away`);
    const { value, text } = await printed(() => project.manageByModule("check"));
    renameSync(`${manage}.away`, manage);
    assert.match(text, /python -m django check --settings story\.settings/);
    assert.equal(value.exitCode, 0);
  });

  it("run without manage.py, by the settings that it names or that are given", async () => {
    change("manage.py", (text) => text.replace("story.settings", "story.classroom"));
    writeFileSync(join(project.folder, "story", "classroom.py"), "from .settings import *\n");
    const { text } = await printed(() => project.manageByModule("check"));
    assert.match(text, /check --settings story\.classroom$/m);
    const { text: given } = await printed(() =>
      project.manageByModule("check", "--settings", "story.settings"),
    );
    assert.match(given, /check --settings story\.settings$/m);
    change("manage.py", (text) => text.replace("story.classroom", "story.settings"));
  });

  it("of a project without manage.py say so, asked for facts too", async () => {
    const manage = join(project.folder, "manage.py");
    renameSync(manage, `${manage}.away`);
    const says = (error: unknown) =>
      error instanceof CommandFailed &&
      /has no manage\.py/.test(error.message) &&
      /manageByModule/.test(error.next ?? "");
    try {
      await assert.rejects(
        printed(() => check(project)),
        says,
      );
      await assert.rejects(project.urls(), says);
    } finally {
      renameSync(`${manage}.away`, manage);
    }
  });

  it("that have a question end with one, not with Python's words for it", async () => {
    await assert.rejects(
      printed(() => project.manage("flush")),
      (error) => error instanceof QuestionAsked && /--noinput/.test(error.next ?? ""),
    );
  });

  it("take the settings that a variable names rather than their own", async () => {
    writeFileSync(join(project.folder, "other.py"), "from story.settings import *\nDEBUG = False\n");
    const code = "from django.conf import settings; print(settings.SETTINGS_MODULE)";
    const options = { variables: { DJANGO_SETTINGS_MODULE: "other" } };
    const { value, text } = await printed(() => project.manage("shell", "-v", "0", "-c", code, options));
    assert.match(value.stdout, /^other$/m);
    assert.match(text, /DJANGO_SETTINGS_MODULE/);
  });
});

describe("the words of Django's checks", () => {
  const word = fc.stringMatching(/^[a-z]{1,8}$/);
  const line = fc.array(word, { minLength: 1, maxLength: 5 }).map((words) => words.join(" "));
  const issue = fc.record(
    {
      level: fc.constantFrom(...levels),
      id: fc.tuple(word, fc.integer({ min: 100, max: 999 })).map(([name, number]) => `${name}.W${number}`),
      object: fc.oneof(fc.constant(""), word),
      message: line,
      hint: fc.oneof(fc.constant(""), line),
    },
    { noNullPrototype: true },
  );

  it("come back as they were written, however many there are", () => {
    fc.assert(
      fc.property(fc.array(issue), (issues) => {
        const sections = levels.map((level) => {
          const own = issues.filter((one) => one.level === level);
          const lines = own.map(
            ({ id, object, message, hint }) =>
              `${object || "?"}: (${id}) ${message}${hint && `\n\tHINT: ${hint}`}`,
          );
          return own.length > 0 ? `\n${level.toUpperCase()}S:\n${lines.join("\n")}\n` : "";
        });
        const text = `System check identified some issues:\n${sections.join("")}\nSystem check identified ${issues.length} issues (0 silenced).\n`;
        const sorted = levels.flatMap((level) => issues.filter((one) => one.level === level));
        assert.deepEqual(issuesIn(text), sorted);
      }),
    );
  });
});
