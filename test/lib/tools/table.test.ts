import assert from "node:assert/strict";
import { shortPath, shownPlace } from "../../../lib/django/facts/place.js";
import { counted, folded, htmlTable, shortened, textTable } from "../../../lib/tools/table.js";

describe("a table of facts", () => {
  it("has its columns under each other as text, without spaces at the ends of its lines", () => {
    assert.equal(
      textTable([
        ["a", "long name", "x"],
        ["bcd", "n"],
        ["e", "", "y"],
      ]),
      "a    long name  x\nbcd  n\ne               y",
    );
    assert.equal(textTable([]), "");
  });

  it("names each column and each row as HTML, and lets nothing in it become markup", () => {
    const { source } = htmlTable(["name", "value"], [["<b>", 1]]);
    assert.match(source, /<th scope="col">name<\/th><th scope="col">value<\/th>/);
    assert.match(source, /<th scope="row">&lt;b&gt;<\/th><td>1<\/td>/);
  });

  it("folds what is too long for a line, and holds all of it", () => {
    assert.equal(String(folded("short")), "<code>short</code>");
    const long = "x".repeat(100);
    assert.match(
      String(folded(long)),
      new RegExp(`<summary><code>x{59}…</code></summary><code>${long}</code>`),
    );
  });

  it("counts in words, and cuts what is too long", () => {
    assert.deepEqual(
      [counted(0, "row"), counted(1, "row"), counted(2, "row")],
      ["0 rows", "1 row", "2 rows"],
    );
    assert.deepEqual([shortened("abc", 3), shortened("abcd", 3)], ["abc", "ab…"]);
  });
});

describe("a place in a file", () => {
  it("of a package is shown from the folder of packages, on every platform", () => {
    assert.equal(shortPath("/e/lib/python3.12/site-packages/django/urls/base.py"), "django/urls/base.py");
    assert.equal(shortPath("C:\\e\\Lib\\site-packages\\django\\urls\\base.py"), "django/urls/base.py");
    assert.equal(shownPlace({ file: "polls/views.py", line: 3 }), "polls/views.py:3");
    assert.deepEqual([shownPlace({}), shownPlace(), shownPlace({ file: "polls" })], ["", "", "polls"]);
  });
});
