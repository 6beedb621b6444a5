import assert from "node:assert/strict";
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PlaceNotFound } from "../../../../lib/django/edit/refusals.js";
import { type Project, startproject } from "../../../../lib/index.js";
import { printed } from "../../printed.js";
import { onEachDjango } from "../site.js";

onEachDjango("edits of settings in several files", (site) => {
  let project: Project;
  const file = (path: string) => join(project.folder, path);
  const text = (path: string) => readFileSync(file(path), "utf8");
  const [base, dev, local] = ["split/settings/base.py", "split/settings/dev.py", "split/settings/local.py"];
  before(async function () {
    const { environment } = await site(this);
    ({ value: project } = await printed(() => startproject("split", environment)));
    const written = text("split/settings.py").replace(".parent.parent", "$&.parent");
    rmSync(file("split/settings.py"));
    mkdirSync(file("split/settings"));
    writeFileSync(file("split/settings/__init__.py"), "");
    writeFileSync(file(base), written);
    writeFileSync(file("manage.py"), text("manage.py").replace("split.settings", "split.settings.dev"));
  });
  beforeEach(() =>
    writeFileSync(
      file(dev),
      "from .base import *\n\nDEBUG = True\nINSTALLED_APPS += ['django.contrib.humanize']\n",
    ),
  );
  afterEach(async () => {
    while ((await project.edits.history()).length > 0) await project.edits.undo("all");
  });
  after(() => rmSync(project.folder, { recursive: true }));

  const value = async (name: string) => (await project.settings()).get(name).value;

  it("are made in the file that sets the name, which is said", async () => {
    const { edits } = project;
    const zone = await edits.set("TIME_ZONE", "Europe/Vienna");
    assert.deepEqual(zone.words, [`TIME_ZONE is set in ${base}`]);
    const edit = await edits.together((all) => {
      all.set("DEBUG", false);
      all.addApp("django.contrib.sites");
      all.addMiddleware("django.middleware.gzip.GZipMiddleware", { first: true });
      all.addTemplateDir("pages");
      all.removeApp("django.contrib.humanize");
      all.addPath("accounts/", { include: "django.contrib.auth.urls" });
    });
    assert.deepEqual(edit.words.slice(0, 5), [
      "DEBUG is set",
      `django.contrib.sites is added to INSTALLED_APPS in ${base}`,
      `django.middleware.gzip.GZipMiddleware is added to MIDDLEWARE in ${base}`,
      `pages is added to DIRS of TEMPLATES in ${base}`,
      "django.contrib.humanize is taken out of INSTALLED_APPS",
    ]);
    const middleware = (await value("MIDDLEWARE")) as string[];
    assert.deepEqual([middleware[0], middleware.length], ["django.middleware.gzip.GZipMiddleware", 8]);
    assert.deepEqual([await value("DEBUG"), await value("TIME_ZONE")], [false, "Europe/Vienna"]);
    const apps = (await value("INSTALLED_APPS")) as string[];
    assert.deepEqual(
      [apps.includes("django.contrib.sites"), apps.includes("django.contrib.humanize")],
      [true, false],
    );
    const unset = await edits.unset("USE_TZ");
    assert.deepEqual(unset.words, [`USE_TZ is not set any more in ${base}: Django's own value holds`]);
    assert.equal((await edits.set("NEW_ONE", 1)).files[0]?.path, dev);
  });

  it("find what another file has already, and neighbours in any of them", async () => {
    const { edits } = project;
    const admin = "django.contrib.admin";
    const humanize = "django.contrib.humanize";
    assert.equal((await edits.addApp(admin)).changed, false);
    await edits.addTo("INSTALLED_APPS", "first.app", { before: admin });
    await edits.addTo("INSTALLED_APPS", "last.app", { after: humanize });
    assert.match(text(base), /'first\.app',\n {4}'django\.contrib\.admin'/);
    assert.match(text(dev), /\['django\.contrib\.humanize', 'last\.app'\]/);
    await assert.rejects(
      edits.addTo("INSTALLED_APPS", "a", { after: "none" }),
      (error) => error instanceof PlaceNotFound && /last\.app/.test(error.next ?? ""),
    );
  });

  it("go to the file that has the last word, and nowhere when that is not sure", async () => {
    const { edits } = project;
    const source =
      "from split.settings.base import *\ntry:\n    from .local import *\nexcept ImportError:\n    pass\n";
    writeFileSync(file(dev), source);
    assert.equal((await edits.set("LANGUAGE_CODE", "de")).files[0]?.path, base);
    writeFileSync(file(local), "LANGUAGE_CODE = 'fr'\n");
    assert.equal((await edits.set("LANGUAGE_CODE", "it")).files[0]?.path, local);
    writeFileSync(file(dev), "from .base import *\nimport os\nif os.name:\n    from .local import *\n");
    await assert.rejects(
      edits.set("LANGUAGE_CODE", "de"),
      (error) =>
        error instanceof PlaceNotFound && /may come from .*local\.py.*under a condition/.test(error.message),
    );
    writeFileSync(file(dev), "from .base import *\nfrom .base import USE_TZ\n");
    await assert.rejects(edits.unset("USE_TZ"), /Line 2 of split\/settings\/dev\.py needs USE_TZ/);
    writeFileSync(file(dev), "from .base import *\nINSTALLED_APPS = INSTALLED_APPS + ['a']\n");
    await edits.removeFrom("INSTALLED_APPS", "a");
    assert.match(text(dev), /INSTALLED_APPS \+ \[\]/);
    await edits.undo("all");
    rmSync(file(local));
  });

  it("take a setting out of all files, and out of none while one of them needs it", async () => {
    const { edits } = project;
    const unset = (source: string) => {
      writeFileSync(file(dev), source);
      return edits.unset("USE_TZ");
    };
    const line = /Line 2 of split\/settings\/dev\.py needs USE_TZ/;
    await assert.rejects(unset("from .base import *\nif USE_TZ: pass\n"), line);
    await assert.rejects(unset("from .base import *\nfrom .base import USE_TZ as zones\n"), line);
    writeFileSync(file(local), "from .base import USE_TZ\n");
    await assert.rejects(unset("from .local import *\n"), /Line 1 of .*local\.py needs USE_TZ/);
    rmSync(file(local));
    const both = await unset("from .base import *\nUSE_TZ = False\n");
    assert.deepEqual(both.words, [`USE_TZ is not set any more in ${dev}, ${base}: Django's own value holds`]);
    assert.doesNotMatch(text(base) + text(dev), /USE_TZ/);
  });

  it("write no path with a name that the file does not have", async () => {
    const lone = "split/settings/templates.py";
    writeFileSync(file(lone), "TEMPLATES = [{'DIRS': []}]\n");
    writeFileSync(file(dev), "from .base import *\nfrom .templates import *\n");
    await assert.rejects(project.edits.addTemplateDir("pages"), /templates\.py has no BASE_DIR/);
    writeFileSync(file(lone), `from .base import BASE_DIR\n${text(lone)}`);
    await project.edits.addTemplateDir("pages");
    assert.match(text(lone), /'DIRS': \[BASE_DIR \/ 'pages'\]/);
    await project.edits.undo("all");
    rmSync(file(lone));
  });

  it("are found in a package that takes them over", async () => {
    writeFileSync(file("split/settings/__init__.py"), "from .base import *\n");
    const manage = text("manage.py");
    writeFileSync(file("manage.py"), manage.replace("split.settings.dev", "split.settings"));
    renameSync(file(dev), file(`${dev}.away`));
    try {
      assert.equal((await project.edits.set("USE_I18N", false)).files[0]?.path, base);
      assert.equal(await value("USE_I18N"), false);
    } finally {
      renameSync(file(`${dev}.away`), file(dev));
      writeFileSync(file("manage.py"), manage);
    }
  });
});
