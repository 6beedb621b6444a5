import assert from "node:assert/strict";
import fc from "fast-check";
import { Decoder, encode, type Interrupt } from "../../../kernel/runtime/protocol.js";

describe("the runtime's protocol", () => {
  it("puts messages together from chunks cut anywhere", () => {
    const messages = fc.array(
      fc.record({ serial: fc.nat(), text: fc.string({ unit: "binary" }) }, { noNullPrototype: true }),
    );
    fc.assert(
      fc.property(messages, fc.array(fc.nat(30)), (sent, places) => {
        const decoder = new Decoder<Interrupt>();
        let rest = Buffer.from(sent.map((one) => encode(one)).join(""));
        const got: Interrupt[] = [];
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
