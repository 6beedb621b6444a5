import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { findPython, type Python } from "../../lib/index.js";
import { callsOf } from "../../scripts/check/code.js";
import { type CourseText, readCourseText } from "../../scripts/check/course-text.js";
import { chapterFiles } from "../../scripts/notebook/course.js";
import { type CodeCell, readNotebook } from "../../scripts/notebook/document.js";
import { executeNotebooks } from "../../scripts/notebook/execute.js";
import type { NotebookResult } from "../../scripts/notebook/run-notebook.js";
import { packageRoot } from "../../scripts/places.js";
import { otherPython } from "../lib/django/site.js";

const files = await chapterFiles(packageRoot);
const second = await otherPython();

describe("the whole course, with the usual Python", function () {
  runs(this, findPython);
});
if (second)
  describe("the whole course, with a Python that takes the other Django", function () {
    runs(this, async () => second);
  });
else
  describe.skip("the whole course: no second Python here takes another Django", () => it("runs", () => {}));

function runs(suite: Mocha.Suite, python: () => Promise<Python>) {
  suite.timeout(900_000);
  let folder: string;
  let course: CourseText;
  const results = new Map<string, NotebookResult>();
  const warned: string[] = [];
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "djlab course-"));
    // Here the chapters keep for each other what several begin with.
    await mkdir(join(folder, ".djlab"));
    course = await readCourseText(packageRoot);
    const { facts } = await python();
    const { warn } = console;
    console.warn = (...words) => warned.push(words.join(" "));
    const ran = await executeNotebooks({
      root: packageRoot,
      notebooks: files,
      out: join(folder, "out"),
      work: join(folder, "work"),
      python: facts.executable,
      jobs: 2,
    }).finally(() => {
      console.warn = warn;
    });
    for (const result of ran) results.set(basename(result.notebook), result);
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it("keeps its connections to the kernels", () => assert.deepEqual(warned, []));

  for (const file of files.map((path) => basename(path))) {
    const cells = async () =>
      (await readNotebook(join(folder, "out", file))).cells.filter(
        (cell): cell is CodeCell => cell.cell_type === "code",
      );

    it(`${file} runs to its end, and proves each of its claims`, async () => {
      const { failure, ok } = results.get(file)!;
      assert.ok(ok, `cell ${failure?.cell} (${failure?.id}): ${failure?.ename}: ${failure?.evalue}`);
      for (const { id, source, outputs } of await cells()) {
        // One that is caught is untrue on purpose: chapter 00 shows how that looks.
        const claims = callsOf(source, ["claim"]).length - callsOf(source, ["catch"]).length;
        const proved = JSON.stringify(outputs).split('\\"true\\">✓').length - 1;
        assert.ok(proved >= claims, `${id}: ${claims} claims, ${proved} shown`);
      }
    });

    it(`${file} draws its pictures with a title and the same in words`, async () => {
      const { name } = course.chapters.find(({ entry }) => entry.file === file)!;
      const wanted = course.pictures.filter(({ chapter }) => chapter === name);
      const drawings = new Map(
        (await cells()).map(({ id, outputs }) => [id!, outputs.flatMap((output) => drawingsOf(output))]),
      );
      for (const picture of wanted)
        assert.ok(drawings.get(picture.cell)?.length, `${picture.cell} does not draw ${picture.name}`);
      for (const drawing of [...drawings.values()].flat()) {
        assert.match(drawing, /<title[^>]*>[^<]+<\/title>/);
        assert.match(drawing, /<desc[^>]*>[^<]+<\/desc>/);
      }
    });
  }
}

/** The SVG that an output shows. */
function drawingsOf(output: CodeCell["outputs"][number]): string[] {
  const data = "data" in output ? (output.data as Record<string, unknown>) : {};
  const drawing = data["image/svg+xml"];
  return typeof drawing === "string" ? [drawing] : [];
}
