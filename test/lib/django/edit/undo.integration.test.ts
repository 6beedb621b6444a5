import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Edits } from "../../../../lib/django/edit/edits.js";
import { FileChanged, NothingToUndo, PlaceNotFound } from "../../../../lib/django/edit/refusals.js";
import { type Project, startproject } from "../../../../lib/index.js";
import { printed } from "../../printed.js";
import { site } from "../site.js";

describe("edits that are undone", () => {
  let project: Project;
  let edits: Edits;
  before(async function () {
    const { environment } = await site(this);
    ({ value: project } = await printed(() => startproject("undone", environment)));
    edits = new Edits(project);
  });
  afterEach(async () => {
    if ((await edits.history()).length > 0) await edits.undo("all");
  });
  after(() => rmSync(project.folder, { recursive: true }));

  const file = (path: string) => join(project.folder, path);
  const settings = "undone/settings.py";
  const text = (path: string) => readFileSync(file(path), "utf8");
  const put = (path: string, content: string) => writeFileSync(file(path), content);
  const recordOf = (id: string) => {
    const folder = join(project.environment.workspace.folder, ".djlab/edits");
    const paths = readdirSync(folder).map((name) => join(folder, name));
    return paths.find((path) => readFileSync(path, "utf8").includes(id)) ?? assert.fail();
  };

  it("byte for byte, the last, a given one, or all, by a later kernel too", async () => {
    const start = text(settings);
    const debug = await edits.set("DEBUG", false);
    const afterDebug = text(settings);
    await edits.addApp("polls");
    const undone = await new Edits(project).undo();
    assert.deepEqual(undone.words, ["Undone: polls is added to INSTALLED_APPS"]);
    assert.equal(text(settings), afterDebug);

    await edits.addApp("polls");
    await edits.write("pages/templates/pages/a.html", "a");
    await edits.undo(debug);
    assert.equal(text(settings), start.replace(/^ +'django\.contrib\.staticfiles',\n/m, "$&    'polls',\n"));
    assert.equal((await edits.undo(debug)).changed, false);
    await assert.rejects(new Edits(project).undo(debug), NothingToUndo);
    await edits.undo("all");
    assert.equal(text(settings), start);
    assert.ok(!existsSync(file("pages")));
    await assert.rejects(edits.undo(), NothingToUndo);
  });

  it("as well when they were asked for again: what is made already is the same edit", async () => {
    const start = text(settings);
    const debug = await edits.set("DEBUG", false);
    const again = await edits.set("DEBUG", false);
    assert.deepEqual([again.id, again.files], [debug.id, debug.files]);
    assert.deepEqual(again.words, ["DEBUG has this value already"]);
    const later = await new Edits(project).set("DEBUG", false);
    assert.deepEqual([later.id, later.changed], [debug.id, false]);
    assert.equal((await edits.history()).length, 1);
    await new Edits(project).undo(later);
    assert.equal(text(settings), start);
    const other = await edits.set("DEBUG", true);
    assert.notEqual(other.id, debug.id);
    assert.equal((await edits.undo(other)).changed, false);
  });

  it("not where a later edit changed the same lines", async () => {
    const hosts = await edits.set("ALLOWED_HOSTS", ["a"]);
    await edits.set("ALLOWED_HOSTS", ["b"]);
    await assert.rejects(
      edits.undo(hosts),
      (error) => error instanceof PlaceNotFound && /later edit/.test(error.message),
    );
  });

  it("not over what the reader has changed since, which is shown", async () => {
    await edits.set("DEBUG", false);
    const mine = `${text(settings)}# mine\n`;
    put(settings, mine);
    await assert.rejects(
      edits.undo(),
      (error) =>
        error instanceof FileChanged && /was changed since the edit[\s\S]*\n\+# mine/.test(error.message),
    );
    assert.equal(text(settings), mine);
    put(settings, mine.replace("# mine\n", ""));
    await edits.undo();
  });

  it("come back when an interrupt came between the record and the file", async () => {
    const before = text(settings);
    await edits.set("DEBUG", false);
    put(settings, before);
    assert.equal((await edits.undo()).changed, false);
    assert.deepEqual(await edits.history(), []);
  });

  it("are not known any more when the record is damaged", async () => {
    const damaged = recordOf((await edits.set("DEBUG", false)).id);
    const before = readFileSync(damaged, "utf8");
    writeFileSync(damaged, before.slice(0, -20));
    await assert.rejects(edits.undo(), NothingToUndo);
    writeFileSync(damaged, before);
  });
});
