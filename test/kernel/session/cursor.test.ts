import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import { codePointOffset, utf16Offset } from "../../../kernel/session/cursor.js";

const code = fc.string({
  unit: fc.oneof(fc.constantFrom("a", "\n", "é", "𝒙", "👩‍💻"), fc.string({ unit: "binary" })),
});

describe("a cursor's position", () => {
  it("counts code points as Python does", () => {
    assert.equal(utf16Offset("𝒙.to", 4), 5);
    assert.equal(codePointOffset("𝒙.to", 5), 4);
  });

  it("is the same after the way there and back", () => {
    fc.assert(
      fc.property(code, fc.nat(60), (text, position) => {
        const length = [...text].length;
        assert.equal(codePointOffset(text, utf16Offset(text, position)), Math.min(position, length));
      }),
    );
  });

  it("splits the code where its code points do", () => {
    fc.assert(
      fc.property(code, fc.nat(60), (text, position) => {
        assert.equal(text.slice(0, utf16Offset(text, position)), [...text].slice(0, position).join(""));
      }),
    );
  });
});
