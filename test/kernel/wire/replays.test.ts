import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { Message } from "../../../kernel/messages/message.js";
import { decode, encode, MalformedMessage } from "../../../kernel/wire/frames.js";
import { Replays } from "../../../kernel/wire/replays.js";
import { Signer } from "../../../kernel/wire/signature.js";

const request = () => Message.child("s", undefined, "status", { execution_state: "idle" });

describe("a signature that has come before", () => {
  it("is known, and a new one is not", () => {
    const replays = new Replays();
    const known = ["a", "b", "a", "c", "b"].map((one) => replays.isKnown(Buffer.from(one)));
    assert.deepEqual(known, [false, false, true, false, true]);
  });

  it("is forgotten when enough others have come since", () => {
    const replays = new Replays(2);
    const known = ["a", "b", "c", "a", "c"].map((one) => replays.isKnown(Buffer.from(one)));
    assert.deepEqual(known, [false, false, false, false, true]);
  });

  it("makes a message malformed, but without a key there is none", () => {
    const replays = new Replays();
    const signed = new Signer("hmac-sha256", "secret");
    const frames = encode(request(), signed);
    decode(frames, signed, replays);
    assert.throws(() => decode(frames, signed, replays), MalformedMessage);
    decode(encode(request(), signed), signed, replays);
    const unsigned = new Signer("hmac-sha256", "");
    const plain = encode(request(), unsigned);
    for (let times = 0; times < 2; times++) decode(plain, unsigned, replays);
  });

  it("is not taken from a message whose signature does not fit", () => {
    const replays = new Replays();
    const signer = new Signer("hmac-sha256", "secret");
    const frames = encode(request(), signer);
    const forged = frames.with(5, Buffer.from('{"forged": true}'));
    assert.throws(() => decode(forged, signer, replays), /its signature does not fit/);
    decode(frames, signer, replays);
  });
});
