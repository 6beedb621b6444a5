import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { Edits } from "../../../../lib/django/edit/edits.js";
import { pythonCode } from "../../../../lib/django/edit/python-value.js";
import { ProjectChanges } from "../../../../lib/django/files/changes.js";
import { purposeOf } from "../../../../lib/django/files/purposes.js";
import { snapshot } from "../../../../lib/django/files/snapshot.js";
import { type Project, startproject } from "../../../../lib/index.js";
import { printed } from "../../printed.js";
import { site } from "../site.js";

describe("a project's files", () => {
  let project: Project;
  before(async function () {
    const { environment } = await site(this);
    ({ value: project } = await printed(() => startproject("listed", environment)));
  });
  after(() => {
    rmSync(project.folder, { recursive: true });
    rmSync(project.environment.workspace.path("listed").replace(/listed$/, ".djlab"), {
      recursive: true,
      force: true,
    });
  });

  it("all have a purpose, whatever Django's commands make", async function () {
    this.timeout(120_000);
    const before = await snapshot(project.folder);
    const edits = new Edits(project);
    await printed(() => project.manage("startapp", "polls"));
    await edits.together((edit) => {
      edit.addApp("polls");
      edit.addModel("polls", { name: "Question", fields: { text: "models.TextField()" } });
      edit.addPath("", { view: "polls.views.render", app: "polls" });
      edit.set("STATIC_ROOT", pythonCode("BASE_DIR / 'gathered'"));
    });
    for (const command of ["makemigrations", "migrate"]) await printed(() => project.manage(command));
    await printed(() => project.manage("collectstatic", "--noinput"));
    const now = await snapshot(project.folder);

    const mine = [...now.keys()].filter(
      (path) => !/^gathered\/./.test(path) && !path.includes("__pycache__/."),
    );
    const purposes = new Map(mine.map((path) => [path, purposeOf(path, now)]));
    assert.deepEqual(
      [...purposes].filter(([, purpose]) => purpose === ""),
      [],
    );
    assert.match(purposes.get("polls/") ?? "", /^an app/);
    assert.match(purposes.get("listed/") ?? "", /^the project package/);
    assert.match(purposes.get("gathered/") ?? "", /collectstatic/);
    assert.match(purposes.get("polls/urls.py") ?? "", /this app/);
    assert.doesNotMatch(purposes.get("listed/urls.py") ?? "", /this app/);

    const changes = new ProjectChanges(project.name, before, now);
    assert.match(changes.of("db.sqlite3")?.note ?? "", /^the database, /);
    assert.match(changes.of("listed/settings.py")?.patch ?? "", /^\+ {4}'polls',$/m);
    assert.match(changes.of("polls/migrations/0001_initial.py")?.patch ?? "", /^\+class Migration/m);
    assert.doesNotMatch(String(changes), /django-insecure/);
  });
});
