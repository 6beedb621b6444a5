import assert from "node:assert/strict";
import fc from "fast-check";
import { gathered, jsonPieces, mostBytesPerPiece, textPieces } from "../../../kernel/runtime/pieces.js";

const character = fc.string({ unit: "binary", minLength: 1, maxLength: 1 });
/** Some of them are several pieces long. */
const text = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.tuple(fc.string(), character, fc.nat(200_000)).map(([start, one, times]) => start + one.repeat(times)),
);

describe("pieces of long texts", () => {
  it("are together the JSON of an object", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.oneof(text, fc.jsonValue())), (fields) => {
        const written = [...gathered(jsonPieces(fields))].join("");
        assert.equal(written, JSON.stringify(Object.fromEntries(Object.entries(fields))));
      }),
      { numRuns: 50 },
    );
  });

  it("are together the text, each of whole characters and no longer than is said", () => {
    fc.assert(
      fc.property(text, (whole) => {
        const pieces = [...textPieces(whole)];
        assert.ok(pieces.join("") === whole);
        for (const piece of pieces) {
          assert.ok(piece.isWellFormed());
          assert.ok(Buffer.byteLength(piece) <= mostBytesPerPiece);
        }
      }),
      { numRuns: 50 },
    );
  });
});
