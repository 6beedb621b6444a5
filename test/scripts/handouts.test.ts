import assert from "node:assert/strict";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { WrongUse } from "../../scripts/errors.js";
import { executedForm } from "../../scripts/handout/executed.js";
import { writeHandouts } from "../../scripts/handouts.js";
import { readNotebook, writeNotebook } from "../../scripts/notebook/document.js";

const fixtures = resolve(import.meta.dirname, "../../../test/fixtures/handout");

describe("djlab handouts", () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "handouts-"));
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  it("writes a notebook that has outputs as it is, and nothing else", async () => {
    const notebook = join(root, "mine.ipynb");
    copyFileSync(join(fixtures, "terminal/input.ipynb"), notebook);
    const out = join(root, "pages/here");
    await writeHandouts(root, [notebook], { out, edition: "student" });
    assert.deepEqual(readdirSync(out), ["mine.html"]);
    assert.match(readFileSync(join(out, "mine.html"), "utf8"), /What a terminal shows/);
  });

  it("refuses a notebook that is not there, and a file that is none", async () => {
    const file = join(root, "broken.ipynb");
    writeFileSync(file, "{");
    for (const named of [join(root, "nothing.ipynb"), file]) {
      await assert.rejects(writeHandouts(root, [named], { edition: "student" }), WrongUse);
    }
    assert.ok(!existsSync(join(root, ".djlab/handouts")));
  });

  it("refuses a place that cannot be written, and a place for two pages of one name", async () => {
    const notebook = join(root, "mine.ipynb");
    copyFileSync(join(fixtures, "terminal/input.ipynb"), notebook);
    await assert.rejects(writeHandouts(root, [notebook], { out: notebook, edition: "student" }), WrongUse);
    mkdirSync(join(root, "other"));
    copyFileSync(notebook, join(root, "other/mine.ipynb"));
    const both = [notebook, join(root, "other/mine.ipynb")];
    await assert.rejects(writeHandouts(root, both, { edition: "student" }), WrongUse);
  });

  it("tells no path of this machine, also when the notebook was run by hand", async () => {
    const notebook = join(root, "mine.ipynb");
    const text = [join(root, "work", "mine", "env"), join(homedir(), "bin", "python")].join(", ");
    await writeNotebook(notebook, {
      nbformat: 4,
      nbformat_minor: 5,
      metadata: {},
      cells: [
        {
          cell_type: "code",
          metadata: {},
          source: "1",
          execution_count: 1,
          outputs: [{ output_type: "stream", name: "stdout", text }],
        },
      ],
    });
    await writeHandouts(root, [notebook], { out: root, edition: "student" });
    const page = readFileSync(join(root, "mine.html"), "utf8");
    assert.match(page, /\.\/work\/mine\/env, ~\/bin\/python/);
    assert.ok(!page.includes(root));
  });
});

describe("The executed form of a chapter", () => {
  let root: string;
  let chapter: string;
  const run = () => join(root, ".djlab/handout-runs/a.ipynb");
  const at = (file: string, seconds: number) => utimesSync(file, seconds, seconds);

  beforeEach(async () => {
    root = mkdtempSync(join(tmpdir(), "executed-"));
    for (const folder of ["notebooks", "dist/lib/tools", "dist/kernel"])
      mkdirSync(join(root, folder), { recursive: true });
    writeFileSync(join(root, "dist/lib/tools/a.js"), "");
    chapter = join(root, "notebooks/a.ipynb");
    const notebook = await readNotebook(join(fixtures, "terminal/input.ipynb"));
    await writeNotebook(run(), {
      ...notebook,
      metadata: { ...notebook.metadata, djlab: { run: "complete" } },
    });
    const bare = notebook.cells.map((cell) =>
      cell.cell_type === "code" ? { ...cell, outputs: [], execution_count: null } : cell,
    );
    await writeNotebook(chapter, { ...notebook, cells: bare });
    at(chapter, 1000);
    at(join(root, "dist/lib/tools/a.js"), 2000);
    at(run(), 3000);
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  it("is the last complete run", async () => {
    const found = await executedForm(chapter, root);
    assert.ok(found?.cells.some((cell) => cell.cell_type === "code" && cell.outputs.length > 0));
  });

  it("has to be made anew when the chapter or the library changed since", async () => {
    at(chapter, 4000);
    assert.equal(await executedForm(chapter, root), undefined);
    at(chapter, 1000);
    at(join(root, "dist/lib/tools/a.js"), 4000);
    assert.equal(await executedForm(chapter, root), undefined);
  });

  it("has to be made anew when the run failed, or was another notebook's", async () => {
    const notebook = await readNotebook(run());
    await writeNotebook(run(), { ...notebook, metadata: { ...notebook.metadata, djlab: { run: "failed" } } });
    assert.equal(await executedForm(chapter, root), undefined);
    await writeNotebook(run(), { ...notebook, cells: notebook.cells.slice(1) });
    assert.equal(await executedForm(chapter, root), undefined);
  });
});
