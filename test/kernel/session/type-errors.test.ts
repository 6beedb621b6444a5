import assert from "node:assert/strict";
import { stripVTControlCharacters } from "node:util";
import { describe, it } from "mocha";
import type { Diagnostic } from "../../../kernel/language/engine.js";
import { typeCheckError } from "../../../kernel/session/type-errors.js";

const first: Diagnostic = {
  code: 2322,
  message: "Type 'string' is not assignable to type 'number'.",
  line: 2,
  column: 7,
  endLine: 2,
  endColumn: 8,
  sourceLine: 'const x: number = "a";',
};
const plain = (diagnostics: Diagnostic[]) =>
  typeCheckError("cell 3", diagnostics).traceback.map(stripVTControlCharacters);

describe("a type error", () => {
  it("is shown with place, message, source line and caret", () => {
    assert.deepEqual(plain([first]), [
      "cell 3:2:7 - error TS2322: Type 'string' is not assignable to type 'number'.",
      '2 | const x: number = "a";',
      "  |       ^",
    ]);
  });

  it("is coloured", () => {
    assert.ok(typeCheckError("cell 3", [first]).traceback[0]!.includes("\u001b[31merror TS2322"));
  });

  it("is summed up in one line without colours", () => {
    const { name, message } = typeCheckError("cell 3", [first, { ...first, line: 4 }]);
    assert.equal(name, "TypeCheckError");
    assert.equal(
      message,
      "cell 3:2:7 - error TS2322: Type 'string' is not assignable to type 'number'. (and 1 more)",
    );
  });

  it("is shown for every finding", () => {
    assert.equal(plain([first, { ...first, line: 12 }]).length, 6);
    assert.equal(plain([first, { ...first, line: 12 }])[5], "   |       ^");
  });

  it("is shown with what is said besides, and then with what to do next", () => {
    const related = [
      { message: "Did you forget to use 'await'?" },
      { message: "'x' was also declared here.", line: 5, column: 2 },
      { message: "'x' is declared here.", file: "models.ts", line: 6, column: 3 },
    ];
    assert.deepEqual(plain([{ ...first, related, next: "Do this." }]).slice(3), [
      "  Did you forget to use 'await'?",
      "  cell 3:5:2 - 'x' was also declared here.",
      "  models.ts:6:3 - 'x' is declared here.",
      "Do this.",
    ]);
  });

  it("is shown fifty times at most, and the others are counted", () => {
    const lines = plain(Array(1000).fill(first));
    assert.equal(lines.length, 50 * 3 + 1);
    assert.equal(lines.at(-1), "… and 950 more type errors.");
    assert.match(typeCheckError("cell 3", Array(1000).fill(first)).message, /\(and 999 more\)$/);
    assert.equal(plain(Array(50).fill(first)).length, 50 * 3);
  });

  it("names the file when it is not in the cell", () => {
    assert.match(plain([{ ...first, file: "models.ts" }])[0]!, /^models\.ts:2:7 - /);
  });

  it("puts the carets under the text, whatever stands before it", () => {
    const tabbed = { ...first, sourceLine: "\t𝒙.abc()", column: 5, endColumn: 8 };
    assert.equal(plain([tabbed])[2], "  | \t  ^^^");
    const open = { ...first, sourceLine: "f(", column: 2, endLine: 4, endColumn: 1 };
    assert.equal(plain([open])[2], "  |  ^");
  });
});
