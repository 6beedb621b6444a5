import assert from "node:assert/strict";
import type { Reply } from "../../../scripts/jupyter/client.js";
import type { CodeCell } from "../../../scripts/notebook/document.js";
import { failureOf, firstLine } from "../../../scripts/notebook/failure.js";

const cell: CodeCell = {
  cell_type: "code",
  id: "here",
  metadata: {},
  source: "\n  first();\nsecond();\n",
  execution_count: null,
  outputs: [],
};
const error = (...traceback: string[]) =>
  ({ status: "error", ename: "TypeError", evalue: "no", traceback }) as unknown as Reply;

describe("a failure of a cell", () => {
  it("names the line that the traceback names, under colours too", () => {
    assert.equal(failureOf(error("at cell 2:3:1"), cell, 2)?.sourceLine, "second();");
    assert.equal(
      failureOf(error("\u001b[2m    at cell \u001b[1m2:3:1\u001b[22m"), cell, 2)?.sourceLine,
      "second();",
    );
  });

  it("names the first line when the traceback names none of this cell", () => {
    assert.equal(failureOf(error("at cell 1:3:1"), cell, 2)?.sourceLine, "first();");
    assert.equal(failureOf(error("at cell 2:30:1"), cell, 2)?.sourceLine, "first();");
    assert.equal(firstLine({ ...cell, source: "" }), "");
  });

  it("is none when the kernel says ok, and one when it did not run the cell", () => {
    assert.equal(failureOf({ status: "ok" } as Reply, cell, 1), undefined);
    assert.equal(failureOf({ status: "aborted" } as unknown as Reply, cell, 1)?.ename, "Aborted");
  });
});
