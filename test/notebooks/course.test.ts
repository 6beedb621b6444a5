import assert from "node:assert/strict";
import { type CourseText, readCourseText } from "../../scripts/check/course-text.js";
import { check, rules } from "../../scripts/check.js";
import { packageRoot } from "../../scripts/places.js";

describe("the course", function () {
  this.timeout(180_000);
  let course: CourseText;
  before(async () => {
    course = await readCourseText(packageRoot);
  });

  for (const rule of Object.keys(rules))
    it(`passes the rule "${rule}" of djlab check`, async () => {
      const found = await check(course, [rule]);
      assert.deepEqual(
        found.map(({ file, cell, what }) => `${file} ${cell ?? ""}: ${what}`),
        [],
      );
    });
});
