import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { probe } from "../../../../lib/django/facts/probe.js";
import { NoSuchTable, rows } from "../../../../lib/django/facts/rows.js";
import type { Project } from "../../../../lib/index.js";
import { printed } from "../../printed.js";
import { onEachDjango } from "../site.js";
import { askDjango, pollsProject, remove } from "./polls.js";

const filled = `
from datetime import timedelta
from django.contrib.auth.models import User
from django.contrib.sessions.backends.db import SessionStore
from polls.models import Question, Tag
ann = User.objects.create_superuser("ann", "ann@example.org", "a-very-long-password")
for number in range(12):
    Question.objects.create(text=f"Question {number}", author=ann).tags.add(Tag.objects.create(word="w" * 25))
store = SessionStore()
store["who"] = "ann"
store.save()
print(store.session_key)`;

onEachDjango("a project's data", (site) => {
  let project: Project;
  let session = "";
  before(async function () {
    const { environment } = await site(this);
    project = await pollsProject(environment, "kept");
  });
  after(() => project && remove(project));

  it("has models, with their fields, relations, places and rules", async () => {
    const { models } = await probe(project, ["models"]);
    const question = models.get("polls.Question");
    assert.deepEqual(
      [
        question.table,
        question.file,
        question.line,
        question.str?.line,
        question.ordering,
        question.abstractParents,
      ],
      ["polls_question", "polls/models.py", 17, 28, ["-made"], ["polls.models.Dated"]],
    );
    assert.deepEqual(
      question.constraints.map(({ name, kind }) => [name, kind]),
      [["one_text_a_kind", "UniqueConstraint"]],
    );
    const field = (name: string) => question.fields.find((one) => one.name === name);
    assert.deepEqual(
      question.fields.map(({ name, column }) => [name, column]),
      [
        ["id", "id"],
        ["made", "made"],
        ["text", "text"],
        ["kind", "kind"],
        ["author", "author_id"],
        ["price", "price"],
        ["tags", undefined],
      ],
    );
    assert.deepEqual([field("text")?.maxLength, field("text")?.unique], [200, true]);
    assert.deepEqual(field("kind")?.choices, [
      ["o", "Open"],
      ["c", "Closed"],
    ]);
    assert.equal(field("price")?.default, "Decimal('1.50')");
    const author = field("author");
    assert.deepEqual(
      [author?.relation, author?.to, author?.reverseName, author?.onDelete, author?.null],
      ["many-to-one", "auth.User", "questions", "SET_NULL", true],
    );
    const tags = field("tags");
    assert.deepEqual(
      [tags?.relation, tags?.to, tags?.through, tags?.reverseName],
      ["many-to-many", "polls.Tag", "polls.Question_tags", "question_set"],
    );
    assert.equal(models.get("polls.tag").str, undefined);
    assert.throws(() => models.get("polls.Nothing"), { name: "ModelUnknown" });
  });

  it("has no database yet, and migrations that are still to be made, as makemigrations says", async () => {
    const { migrations, database } = await probe(project, ["migrations", "database"]);
    assert.deepEqual(
      [database.get().exists, database.get().tables, database.get().name],
      [false, [], "db.sqlite3"],
    );
    await assert.rejects(
      database.rows("auth_user"),
      /has none yet: run migrate first|has no table auth_user/,
    );
    assert.ok(!existsSync(join(project.folder, "db.sqlite3")));
    const [unmade] = migrations.unmade;
    assert.equal(migrations.unmade.length, 1);
    const { value } = await printed(() => project.manage("makemigrations"));
    const said = [...value.stdout.matchAll(/^ +[+~-]? ?(.+)$/gm)].map(([, words]) => words);
    assert.deepEqual(
      said,
      ["polls/migrations/0001_initial.py", ...(unmade?.operations ?? [])].filter((words) =>
        said.includes(words),
      ),
    );
    assert.ok(said.includes("Create model Question"), value.stdout);
    assert.deepEqual([unmade?.app, unmade?.name], ["polls", "0001_initial"]);
  });

  it("has migrations in the order in which they are applied, and knows when they were", async () => {
    const { migrations: before } = await probe(project, ["migrations"]);
    assert.deepEqual(before.unmade, []);
    assert.equal(before.applied().length, 0);
    const own = before.of("polls")[0];
    assert.deepEqual(
      [own?.name, own?.file, own?.operations[0]],
      ["0001_initial", "polls/migrations/0001_initial.py", "Create model Tag"],
    );
    assert.ok(own?.dependsOn.some((name) => name.startsWith("auth.")));
    for (const [index, { dependsOn }] of before.all.entries()) {
      const earlier = before.all.slice(0, index).map(({ app, name }) => `${app}.${name}`);
      for (const name of dependsOn) assert.ok(earlier.includes(name), name);
    }
    await printed(() => project.manage("migrate"));
    session = (await askDjango(project, filled)).trim();
    const { migrations: after } = await probe(project, ["migrations"]);
    assert.deepEqual(after.unapplied(), []);
    assert.match(after.of("polls")[0]?.appliedIn.default ?? "", /^\d{4}-\d\d-\d\dT/);
    assert.match(String(after), /^\[X\] {2}polls\.0001_initial +Create model Tag/m);
  });

  it("has tables, with their columns, models and numbers of rows", async () => {
    const { database } = await probe(project, ["database"]);
    const tables = database.get().tables;
    const question = tables.find(({ name }) => name === "polls_question");
    assert.deepEqual([question?.rows, question?.model], [12, "polls.Question"]);
    assert.deepEqual(question?.columns.map(({ name }) => name).sort(), [
      "author_id",
      "id",
      "kind",
      "made",
      "price",
      "text",
    ]);
    assert.equal(question?.columns.find(({ name }) => name === "id")?.primaryKey, true);
    assert.equal(tables.find(({ name }) => name === "polls_question_tags")?.model, "polls.Question_tags");
    assert.equal(tables.find(({ name }) => name === "django_migrations")?.model, undefined);
    assert.throws(() => database.get("other"), { name: "DatabaseUnknown" });
  });

  it("has rows that are the same through Django and in SQLite's file", async () => {
    const [found, plain] = await Promise.all([
      rows(project, "polls_question", { limit: 3 }),
      rows(project, "django_migrations"),
    ]);
    assert.equal(found.same, true);
    const texts = found.rows.map((row) => row[found.columns.indexOf("text")]);
    assert.deepEqual(texts, ["Question 0", "Question 1", "Question 2"]);
    assert.equal(found.rows[0]?.[found.columns.indexOf("price")], "1.50");
    assert.equal(found.stored?.[0]?.[found.columns.indexOf("price")], 1.5);
    assert.deepEqual([plain.rows.length, plain.same], [10, true]);
  });

  it("gives no password, session key or session away", async () => {
    const [users, sessions] = await Promise.all([
      rows(project, "auth_user"),
      rows(project, "django_session"),
    ]);
    assert.equal(users.rows[0]?.[users.columns.indexOf("password")], "****");
    assert.ok(session.length > 20);
    const shown = JSON.stringify([users, String(users), sessions, String(sessions)]);
    assert.ok(!shown.includes(session) && !/pbkdf2|argon|eyJ/.test(shown));
    assert.deepEqual([users.same, sessions.same], [true, true]);
  });

  it("has no tables of other names, and not more rows than one can read", async () => {
    await assert.rejects(rows(project, 'x"; DROP TABLE polls_tag; --'), (error) => {
      assert.ok(error instanceof NoSuchTable);
      return /It has these: .*polls_tag/.test(error.next ?? "");
    });
    await assert.rejects(rows(project, "polls_tag", { database: "other" }), /DATABASES has no other/);
    await assert.rejects(rows(project, "polls_tag", { limit: 1000 }), RangeError);
    const some = await rows(project, "django_migrations", { limit: 2 });
    assert.ok(some.total > 2);
    assert.match(String(some), new RegExp(`^django_migrations: 2 of ${some.total} rows\n`));
  });
});
