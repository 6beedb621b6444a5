import assert from "node:assert/strict";
import { stripVTControlCharacters } from "node:util";
import { describe, it } from "mocha";
import { excerpt } from "../../kernel/excerpt.js";

const plain = (...parameters: Parameters<typeof excerpt>) =>
  excerpt(...parameters).map(stripVTControlCharacters);

describe("an excerpt of source code", () => {
  it("has carets under what is meant, whatever stands before it", () => {
    const place = { line: 12, column: 5, endColumn: 8 };
    assert.deepEqual(plain("\t𝒙.abc()", place), ["12 | \t𝒙.abc()", "   | \t  ^^^"]);
  });

  it("has a caret also where nothing stands", () => {
    assert.deepEqual(plain("f(", { line: 1, column: 3, endColumn: 3 }), ["1 | f(", "  |   ^"]);
  });

  it("shows of a very long line what is near", () => {
    const text = `${"a".repeat(5000)}here${"b".repeat(5000)}`;
    const [source = "", carets = ""] = plain(text, { line: 1, column: 5001, endColumn: 5005 });
    assert.ok(source.length < 200, `${source.length} characters`);
    assert.match(source, /^1 \| …a+hereb+…$/);
    assert.equal(carets.indexOf("^^^^"), source.indexOf("here"));
    assert.deepEqual(plain("x".repeat(5000), { line: 1, column: 1, endColumn: 5001 })[1]?.length, 164);
  });
});
