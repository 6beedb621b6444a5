import assert from "node:assert/strict";
import { probablyMeant } from "../../../lib/python/probably-meant.js";

describe("what was probably meant by a name that the index does not know", () => {
  for (const slip of ["djnago", "djang", "djjango", "djangp", "jango", "Djangoo", "dango"]) {
    it(`is django, for ${slip}`, () => assert.equal(probablyMeant(slip), "Did you mean django?"));
  }

  it("is the package that brings the command", () =>
    assert.match(probablyMeant("Django_Admin") ?? "", /the package django brings/));

  it("is nothing when it is far from everything, or right", () => {
    for (const name of ["flask", "django", "", "dj", "djangorestframework"]) {
      assert.equal(probablyMeant(name), undefined);
    }
  });
});
