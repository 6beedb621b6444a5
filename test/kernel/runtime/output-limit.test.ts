import assert from "node:assert/strict";
import fc from "fast-check";
import { DisplayLimit } from "../../../kernel/runtime/display-limit.js";
import { OutputLimit, outputLimit } from "../../../kernel/runtime/output-limit.js";

describe("OutputLimit", () => {
  it("passes on the beginning of what is printed, and all of what is within the limit", () => {
    const texts = fc.array(fc.string({ unit: "binary", maxLength: 8 }), { maxLength: 30 });
    fc.assert(
      fc.property(texts, fc.integer({ min: 1, max: 60 }), (pieces, most) => {
        const limit = new OutputLimit(most);
        limit.open("a");
        const admitted = pieces.flatMap((text) => limit.admit("a", "stdout", text));
        const shown = admitted.flatMap(({ name, text }) => (name === "stdout" ? [text] : [])).join("");
        const whole = pieces.join("");
        const isWhole = whole.length <= most;
        assert.ok(whole.startsWith(shown));
        assert.equal(admitted.filter(({ name }) => name === "stderr").length, isWhole ? 0 : 1);
        // One less where a character of two units lies across the limit.
        assert.ok(isWhole ? shown === whole : shown.length === most || shown.length === most - 1);
        const [head, ...end] = limit.close();
        assert.equal(head?.name, isWhole ? undefined : "stderr");
        assert.equal(shown + end.map(({ text }) => text).join(""), whole);
      }),
    );
  });

  it("takes the number of characters from DJLAB_OUTPUT_LIMIT where it is one", () => {
    const wanted = ["500", "", "0", "-1", "1.5", "many", undefined];
    const usual = outputLimit({});
    assert.deepEqual(
      wanted.map((DJLAB_OUTPUT_LIMIT) => outputLimit({ DJLAB_OUTPUT_LIMIT })),
      [500, ...Array(6).fill(usual)],
    );
  });
});

describe("DisplayLimit", () => {
  it("admits 50,000 displays of a cell, however small, and says how many more there were", () => {
    const limit = new DisplayLimit();
    for (let i = 0; i < 50_000; i++) assert.ok(limit.admit("a", 1).isAdmitted);
    assert.match(limit.admit("a", 1).notice!.text, /has shown 50,000 displays/);
    assert.deepEqual(limit.admit("a", 1), { isAdmitted: false });
    assert.match(limit.close("a")[0]!.text, /2 displays were left out/);
    assert.ok(limit.admit("b", 1).isAdmitted);
  });
});
