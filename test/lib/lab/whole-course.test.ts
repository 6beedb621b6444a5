import assert from "node:assert/strict";
import { Course, course, jupyterDisplay } from "../../../lib/index.js";

const entry = (file: string, minutes: number, part: string) => ({
  file,
  title: `About ${file}`,
  part,
  minutes,
  needs: "empty",
  topics: {},
  exercises: [],
});

describe("the course", () => {
  it("has the chapters of course.json, which comes with djlab", async () => {
    const { chapters } = await course();
    assert.ok(chapters.some(({ file }) => file === "04-first-project.ipynb"));
  });

  it("shows each chapter once, in its part, with a link to its file", () => {
    const small = new Course([
      entry("00-a.ipynb", 10, "Before"),
      entry("01-b.ipynb", 5, "Before"),
      entry("02-c.ipynb", 20, "After"),
    ]);
    assert.equal(small.minutes, 35);
    assert.deepEqual(
      small.parts.map(({ chapters }) => chapters.length),
      [2, 1],
    );
    const page = String(small[jupyterDisplay]()["text/html"]);
    for (const { file, title } of small.chapters) assert.ok(page.includes(`<a href="${file}">${title}</a>`));
  });

  it("draws its parts with their chapters", () => {
    const { svg } = new Course([
      entry("00-a.ipynb", 10, "Before"),
      entry("02-c.ipynb", 20, "After"),
    ]).diagram();
    for (const name of ["Before", "After", "About 00-a.ipynb", "About 02-c.ipynb"])
      assert.ok(svg.includes(name));
  });
});
