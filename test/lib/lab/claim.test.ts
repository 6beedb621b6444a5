import assert from "node:assert/strict";
import { ClaimFailed, claim, predict } from "../../../lib/index.js";
import { printed } from "../printed.js";

describe("a claim", () => {
  it("that is true is shown with its evidence", async () => {
    const { text } = await printed(() => claim("Two is even", async () => true, { two: 2 }));
    assert.equal(text, "✓ Two is even\n  two: 2\n");
  });

  it("that is untrue stops the cell, with the sentence, the evidence and what to do", async () => {
    await assert.rejects(
      claim("Three is even", () => false, { three: 3 }),
      (error: ClaimFailed) => {
        assert.ok(error instanceof ClaimFailed);
        assert.equal(error.message, "Not true here: Three is even\n  three: 3");
        assert.match(error.next ?? "", /again, in order/);
        return true;
      },
    );
  });

  it("that cannot be checked is not shown as true", async () => {
    const broken = claim("It works", () => {
      throw new Error("no such thing");
    });
    await assert.rejects(broken, /it could not be checked: no such thing/);
  });
});

describe("a prediction", () => {
  it("shows its question and choices, and later the answer with its reason", async () => {
    const { text, value } = await printed(() => predict("n", "How many?", ["one", "two"]));
    assert.equal(text, "? How many?\n  ( ) one\n  ( ) two\n");
    assert.match(
      value.answer("two", "because *of* it").source,
      /\*\*The answer here: two\.\*\* because \\\*of\\\* it$/,
    );
  });

  it("needs choices that differ", () => {
    assert.throws(() => predict("n", "How many?", ["one", "one"]), TypeError);
  });
});
