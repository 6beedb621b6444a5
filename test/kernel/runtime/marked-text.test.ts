import assert from "node:assert/strict";
import fc from "fast-check";
import { MarkedText } from "../../../kernel/runtime/marked-text.js";

const marker = "\0a-marker\0";

describe("MarkedText", () => {
  it("finds the marker in whatever chunks it comes, and takes nothing else out", () => {
    // Pieces of the marker itself, so that false starts are common.
    const text = fc
      .array(fc.constantFrom("\0", "\0a-mar", "ä", "x", "\u{1f600}", "ker\0"))
      .map((parts) => parts.join(""));
    const cuts = fc.array(fc.nat(40));
    fc.assert(
      fc.property(text, text, cuts, (first, second, places) => {
        fc.pre(!first.includes(marker) && !`${first}${marker}`.slice(0, -1).includes(marker));
        let got = "";
        const marked = new MarkedText((piece) => {
          got += piece;
        });
        void marked.expect(marker);
        let rest = Buffer.from(first + marker + second);
        for (const place of places) {
          marked.feed(rest.subarray(0, place));
          rest = rest.subarray(place);
        }
        marked.feed(rest);
        assert.equal(got, first + second);
      }),
    );
  });

  it("tells of the marker when the text before it has been given out", async () => {
    const got: string[] = [];
    const marked = new MarkedText((piece) => got.push(piece));
    const found = marked.expect(marker).then(() => got.push("found"));
    marked.feed(Buffer.from(`before${marker}`));
    await found;
    assert.deepEqual(got, ["before", "found"]);
  });

  it("gives out what looked like a marker when it is given up", async () => {
    const got: string[] = [];
    const marked = new MarkedText((piece) => got.push(piece));
    const found = marked.expect(marker);
    marked.feed(Buffer.from("x\0a-mark"));
    marked.giveUp();
    await found;
    assert.equal(got.join(""), "x\0a-mark");
  });
});
