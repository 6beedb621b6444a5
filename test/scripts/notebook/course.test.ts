import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chapterFiles, readCourse } from "../../../scripts/notebook/course.js";
import { readNotebook } from "../../../scripts/notebook/document.js";
import { packageRoot } from "../../../scripts/places.js";

describe("the course's manifest", () => {
  it("names chapters that are there, and cells that are in them", async () => {
    const { chapters } = await readCourse(packageRoot);
    const files = await chapterFiles(packageRoot);
    assert.ok(files.length > 0);
    for (const [index, file] of files.entries()) {
      const ids = (await readNotebook(file)).cells.map(({ id }) => id);
      const named = Object.values(chapters[index]!.topics).flat();
      for (const id of named) assert.ok(ids.includes(id), `${file} has no cell ${id}`);
    }
  });

  it("says where it is wrong", async () => {
    const root = await mkdtemp(join(tmpdir(), "djlab-course-"));
    try {
      await assert.rejects(readCourse(root), /course\.json cannot be used: .*no such file/);
      await mkdir(join(root, "notebooks"));
      await writeFile(join(root, "notebooks/course.json"), '{"chapters": [{"file": "../x.ipynb"}]}');
      await assert.rejects(readCourse(root), /chapters\[0\]\.file/);
    } finally {
      await rm(root, { recursive: true });
    }
  });
});
