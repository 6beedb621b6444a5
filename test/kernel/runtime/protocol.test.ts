import assert from "node:assert/strict";
import fc from "fast-check";
import {
  type Answered,
  Decoder,
  encode,
  type Message,
  withPayload,
} from "../../../kernel/runtime/protocol.js";

/** What a decoder makes of bytes that come in chunks cut at `places`. */
function decoded<T extends object>(text: string, places: number[]) {
  const decoder = new Decoder<T>();
  let rest = Buffer.from(text);
  const chunks = places.map((place) => {
    const chunk = rest.subarray(0, place);
    rest = rest.subarray(place);
    return chunk;
  });
  return [...chunks, rest].flatMap((chunk) => decoder.feed(chunk));
}

const places = fc.array(fc.nat(30));

describe("the runtime's protocol", () => {
  it("puts messages together from chunks cut anywhere", () => {
    const messages = fc.array(
      fc
        .record({ id: fc.nat(), text: fc.string({ unit: "binary" }) }, { noNullPrototype: true })
        .map((answer): Answered => ({ type: "answer", answer })),
    );
    fc.assert(
      fc.property(messages, places, (sent, cuts) => {
        assert.deepEqual(decoded<Answered>(sent.map((one) => encode(one)).join(""), cuts), sent);
      }),
    );
  });

  it("hands on a payload as it is, with its message and no other", () => {
    const message: Message = { type: "delivered", delivery: 1 };
    fc.assert(
      fc.property(fc.array(fc.option(fc.json(), { nil: undefined })), places, (payloads, cuts) => {
        const lines = payloads.flatMap((payload) =>
          payload === undefined ? [encode(message)] : [...withPayload(encode(message), [payload])],
        );
        const got = decoded<Message>(lines.join(""), cuts).map(({ payload }) => payload);
        const texts = got.map((pieces) => pieces && Buffer.concat(pieces).toString());
        assert.deepEqual(texts, payloads);
      }),
    );
  });

  it("leaves out what was cut short", () => {
    const message: Message = { type: "delivered", delivery: 1 };
    const whole = [...withPayload(encode(message), ['{"a":', '"b"}'])].join("");
    for (let length = 0; length < whole.length - 1; length++) {
      const got = decoded<Message>(whole.slice(0, length) + whole, []);
      const texts = got.map(({ payload, ...one }) => [one, payload && Buffer.concat(payload).toString()]);
      assert.deepEqual(texts, [[message, '{"a":"b"}']]);
    }
  });
});
