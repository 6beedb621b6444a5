import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { checkName } from "../../../lib/django/name-check.js";
import type { Project } from "../../../lib/django/project.js";
import { DestinationMissing, NameRefused, NameTaken } from "../../../lib/django/refusals.js";
import { startapp } from "../../../lib/django/startapp.js";
import { startproject } from "../../../lib/django/startproject.js";
import { Workspace } from "../../../lib/tools/workspace.js";
import { printed } from "../printed.js";
import { site } from "./site.js";

describe("startapp", () => {
  let project: Project;
  before(async function () {
    const { environment } = await site(this);
    ({ value: project } = await printed(() => startproject("apps", environment)));
  });
  after(() => rmSync(project.folder, { recursive: true }));

  it("makes an app in the project, which Django does not know yet", async () => {
    const { text, value: app } = await printed(() => startapp("polls", project));
    assert.match(text, /^apps \$ .*python manage\.py startapp polls$/m);
    assert.deepEqual([app.name, app.label, app.registered], ["polls", "polls", false]);
    assert.match(String(app), /INSTALLED_APPS does not name it yet/);
    const { files } = await app.tree();
    assert.ok(files.includes("migrations/__init__.py") && files.includes("apps.py"));
    assert.ok(!files.includes("urls.py"));
  });

  it("is refused a second time in two ways, and the app stays; once registered, it says so", async () => {
    const settings = join(project.folder, "apps/settings.py");
    const text = readFileSync(settings, "utf8");
    writeFileSync(settings, text.replace("INSTALLED_APPS = [", "$&\n    'polls',"));
    const { value: again } = await printed(() => startapp("polls", project));
    assert.match(again.made?.stderr ?? "", /conflicts with the name of an existing Python module/);
    assert.equal(again.registered, true);
    const { value: other } = await printed(() => startapp("polls", project, { byAdmin: true }));
    assert.match(other.made?.stderr ?? "", /already exists/);
    writeFileSync(settings, text);
  });

  it("is refused a name that something else has, or that Python cannot use", async () => {
    await assert.rejects(
      printed(() => startapp("apps", project)),
      NameTaken,
    );
    await assert.rejects(
      printed(() => startapp("my-app", project)),
      NameRefused,
    );
    await assert.rejects(startapp("-x", project), /cannot be a name here/);
    assert.match((await checkName("apps", project)).refusal ?? "", /conflicts/);
    assert.equal((await checkName("fresh", project)).ok, true);
  });

  it("makes what is half made anew", async () => {
    const place = await Workspace.open(project.folder);
    const half = place.making("half", async () => {
      mkdirSync(place.path("half"));
      writeFileSync(join(place.path("half"), "__init__.py"), "");
      throw new Error("interrupted");
    });
    await assert.rejects(half, /interrupted/);
    const { value } = await printed(() => startapp("half", project));
    assert.ok((await value.tree()).files.includes("models.py"));
  });

  it("makes the same files by the module django, and leaves them alone a second time", async () => {
    const byModule = () => printed(() => startapp("notes", project, { byModule: true }));
    const { text, value: app } = await byModule();
    assert.match(text, /^apps \$ .*python -m django startapp notes$/m);
    const { value: other } = await printed(() => startapp("papers", project));
    assert.deepEqual((await app.tree()).files, (await other.tree()).files);
    const { value: again } = await byModule();
    assert.match(again.made?.stderr ?? "", /conflicts with the name of an existing Python module/);
  });

  it("puts an app into a folder, and tells what Django thinks of another name for it", async () => {
    const into = (byAdmin: boolean) => printed(() => startapp("blog", project, { into: "news", byAdmin }));
    const makesFolders = !project.django.version.startsWith("5.");
    if (!makesFolders) {
      await assert.rejects(into(false), DestinationMissing);
      mkdirSync(join(project.folder, "news"));
      // To manage.py, a folder in the project is a module.
      await assert.rejects(into(false), NameTaken);
    }
    const { value: app } = await into(!makesFolders);
    assert.equal(app.folder, join(project.folder, "news"));
    assert.match(app.problem ?? "", /Cannot import 'blog'/);
    assert.match((await into(false)).text, /blog is there already/);
  });

  it("fills in a template of the reader's own", async () => {
    const kind = project.environment.workspace.path("appkind");
    mkdirSync(kind);
    writeFileSync(join(kind, "apps.py-tpl"), "# {{ app_name }}");
    writeFileSync(join(kind, "__init__.py"), "");
    const { value, text } = await printed(() => startapp("shop", project, { template: "appkind" }));
    assert.match(text, /startapp shop --template \.\.[/\\]appkind/);
    assert.equal(readFileSync(join(value.folder, "apps.py"), "utf8"), "# shop");
    rmSync(kind, { recursive: true });
  });

  it("makes an app of no project, beside it", async () => {
    const { value: app } = await printed(() => startapp("alone", project.environment));
    assert.equal(app.registered, undefined);
    assert.match(String(app), /belongs to no project yet/);
    assert.ok(existsSync(join(app.folder, "apps.py")));
    rmSync(app.folder, { recursive: true });
  });
});
