import assert from "node:assert/strict";
import fc from "fast-check";
import { type Answered, Decoder, encode } from "../../../kernel/runtime/protocol.js";

describe("the runtime's protocol", () => {
  it("puts messages together from chunks cut anywhere", () => {
    const messages = fc.array(
      fc
        .record({ id: fc.nat(), text: fc.string({ unit: "binary" }) }, { noNullPrototype: true })
        .map((answer): Answered => ({ type: "answer", answer })),
    );
    fc.assert(
      fc.property(messages, fc.array(fc.nat(30)), (sent, places) => {
        const decoder = new Decoder<Answered>();
        let rest = Buffer.from(sent.map((one) => encode(one)).join(""));
        const got: Answered[] = [];
        for (const place of places) {
          got.push(...decoder.feed(rest.subarray(0, place)));
          rest = rest.subarray(place);
        }
        got.push(...decoder.feed(rest));
        assert.deepEqual(got, sent);
      }),
    );
  });
});
