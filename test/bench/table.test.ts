import assert from "node:assert/strict";
import { cell, median, Table } from "./table.js";

describe("the benchmark's table", () => {
  it("shows minimum, median and the ratio of the medians", () => {
    assert.equal(cell([1300, 1210.4, 1250], "ms", 625), "1,210 / 1,250 ms (0.5)");
    assert.equal(cell([3.14], "%"), "3.1 %");
    assert.equal(median([4, 1, 3, 2]), 2.5);
  });

  it("says in words what could not be measured, and how often", () => {
    assert.equal(cell(["blocked", "blocked"], "ms", 5), "blocked");
    assert.equal(cell([120, 110, "no idle"], "ms", 55), "110 / 115 ms (0.48), no idle (1 of 3)");
    assert.equal(cell([], "ms", 5), "–");
  });

  it("leaves out what was not measured, and compares with one column", () => {
    const rows = [
      { id: "a", title: "start", unit: "ms" as const },
      { id: "b", title: "never", unit: "ms" as const },
    ];
    const table = new Table(rows, ["ours", "theirs"]);
    table.add("a", "ours", 100);
    table.add("a", "theirs", 400);
    table.note("a note");
    assert.deepEqual(table.markdown("ours").replace(/ +/g, " ").split("\n"), [
      "| work (minimum / median) | ours | theirs (ours ÷ it) |",
      "| ----------------------- | ------ | ------------------ |",
      "| start | 100 ms | 400 ms (0.25) |",
      "",
      "- a note",
      "",
    ]);
  });
});
