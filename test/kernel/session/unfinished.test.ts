import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { Diagnostic } from "../../../kernel/language/engine.js";
import { UnfinishedCells } from "../../../kernel/session/unfinished.js";

const missing = (name: string): Diagnostic => ({
  code: 2304,
  message: `Cannot find name '${name}'.`,
  line: 1,
  column: 1,
  endLine: 1,
  endColumn: 2,
  sourceLine: name,
});

describe("a name that is missing", () => {
  const unfinished = new UnfinishedCells();
  unfinished.add({ name: "cell 2", declares: ["total", "sum"], hasBegun: true });
  unfinished.add({ name: "cell 3", declares: ["total", "$f"], hasBegun: true });

  it("is explained by the cell that did not run to its end", () => {
    const told = (name: string, cell: string) =>
      `${name} is declared in ${cell}, which did not run to its end: run that cell again.`;
    for (const [name, cell] of [
      ["total", "cell 3"],
      ["$f", "cell 3"],
      ["sum", "cell 2"],
    ] as const)
      assert.deepEqual(unfinished.explain([missing(name)]), [told(name, cell)]);
    assert.deepEqual(unfinished.explain([missing("total"), missing("total")]), [told("total", "cell 3")]);
  });

  it("is explained by the cell that did not run at all", () => {
    const cells = new UnfinishedCells();
    cells.add({ name: "cell 4", declares: ["total"], hasBegun: false });
    const told = "total is declared in cell 4, which did not run: mend it and run it again.";
    assert.deepEqual(cells.explain([missing("total")]), [told]);
    assert.deepEqual(cells.explain([{ ...missing("total"), code: 2503 }]), [told]);
  });

  it("is not explained when no cell has declared it, or the finding is another", () => {
    for (const name of ["tot", "f"]) assert.deepEqual(unfinished.explain([missing(name)]), []);
    assert.deepEqual(unfinished.explain([{ ...missing("total"), code: 2322 }]), []);
  });
});
