import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import { type Header, Message } from "../../../kernel/messages/message.js";
import { WrittenJson } from "../../../kernel/messages/written-json.js";
import { decode, encode, MalformedMessage } from "../../../kernel/wire/frames.js";
import { Signer } from "../../../kernel/wire/signature.js";

const signer = new Signer("hmac-sha256", "secret");
const delimiter = Buffer.from("<IDS|MSG>");

const bytes = fc.uint8Array({ maxLength: 40 }).map((array) => Buffer.from(array));
const identity = bytes.filter((buffer) => !delimiter.equals(buffer));
const text = fc.string({ unit: "grapheme" });
const header: fc.Arbitrary<Header> = fc.record({
  msg_id: text,
  msg_type: text,
  session: text,
  username: text,
  date: text,
  version: text,
});
const json = fc.dictionary(text, fc.jsonValue({ noUnicodeString: false }));
const message = fc
  .tuple(header, fc.oneof(header, fc.constant({})), json, json, fc.array(identity), fc.array(bytes))
  .map(([head, parent, content, metadata, identities, buffers]) => {
    return new Message(head, parent as Header, content, metadata, identities, buffers);
  });

const { header: head } = Message.child("s", undefined, "status", { execution_state: "idle" });

/** What JSON keeps of a value: `-0` becomes `0`, and a dictionary gets the usual prototype. */
const asJson = (value: unknown) => JSON.parse(JSON.stringify(value));

interface Mutation {
  how: string;
  which: number;
  where: number;
  noise: Uint8Array;
}

function mutated(frames: Uint8Array[], { how, which, where, noise }: Mutation): Uint8Array[] {
  if (frames.length === 0) return [noise];
  const at = which % frames.length;
  const frame = frames[at]!;
  switch (how) {
    case "lose":
      return frames.toSpliced(at, 1);
    case "double":
      return frames.toSpliced(at, 0, frame);
    case "cut":
      return frames.with(at, frame.subarray(0, where % (frame.length + 1)));
    case "swap":
      return frames.with(at, frames[where % frames.length]!).with(where % frames.length, frame);
    case "insert":
      return frames.toSpliced(at, 0, noise);
    default: {
      const changed = Buffer.from(frame);
      if (changed.length > 0) changed[where % changed.length]! ^= 1 + (where % 255);
      return frames.with(at, changed);
    }
  }
}

describe("a message as frames", () => {
  it("is the same message when it is read again", () => {
    fc.assert(
      fc.property(message, (sent) => {
        const read = decode(encode(sent, signer), signer);
        for (const part of ["header", "parent", "content", "metadata"] as const) {
          assert.deepEqual(asJson(read[part]), asJson(sent[part]));
        }
        assert.deepEqual(read.identities, sent.identities);
        assert.deepEqual(read.buffers, sent.buffers);
      }),
    );
  });

  it("has a field that is written already as it is, among the others", () => {
    fc.assert(
      fc.property(json, text, json, (content, name, field) => {
        const written = Buffer.from(JSON.stringify(field));
        const pieces = new WrittenJson([written.subarray(0, 3), written.subarray(3)]);
        const sent = new Message(head, {}, { ...content, [name]: pieces });
        assert.deepEqual(decode(encode(sent, signer), signer).content, asJson({ ...content, [name]: field }));
      }),
    );
  });

  it("keeps what a header carries beyond the specification, for the parent of its answers", () => {
    const more = { ...head, extra: 1 };
    const read = decode(encode(new Message(more, {}, {}), signer), signer);
    assert.deepEqual(read.reply("kernel", {}).parent, more);
  });

  it("is refused when any byte of its signed frames was changed", () => {
    fc.assert(
      fc.property(message, fc.nat(), fc.nat(), (sent, which, where) => {
        const frames = encode(sent, signer).map((frame) => Buffer.from(frame));
        const signed = frames.slice(sent.identities.length + 2, sent.identities.length + 6);
        const frame = signed[which % 4]!;
        frame[where % frame.length]! ^= 1;
        assert.throws(() => decode(frames, signer), MalformedMessage);
      }),
    );
  });

  it("is refused, never worse, when the frames are noise", () => {
    const unsigned = new Signer("hmac-sha256", "");
    const part = fc.oneof(bytes, fc.constant(delimiter), fc.json().map(Buffer.from));
    fc.assert(
      fc.property(fc.array(part, { maxLength: 9 }), (frames) => {
        try {
          decode(frames, unsigned);
        } catch (error) {
          assert.ok(error instanceof MalformedMessage);
        }
      }),
    );
  });

  it("is refused, never worse, when frames of it are lost, doubled, cut, changed or out of order", () => {
    const unsigned = new Signer("hmac-sha256", "");
    const mutation = fc.record({
      how: fc.constantFrom("lose", "double", "cut", "change", "swap", "insert"),
      which: fc.nat(),
      where: fc.nat(),
      noise: bytes,
    });
    fc.assert(
      fc.property(message, fc.array(mutation, { minLength: 1, maxLength: 4 }), (sent, mutations) => {
        for (const one of [signer, unsigned]) {
          const frames = mutations.reduce(mutated, encode(sent, one));
          try {
            decode(frames, one);
          } catch (error) {
            assert.ok(error instanceof MalformedMessage, String(error));
          }
        }
      }),
    );
  });

  it("is refused when the header lacks its type", () => {
    const sent = new Message({ msg_id: "1", session: "s" } as Header, {}, {});
    assert.throws(() => decode(encode(sent, signer), signer), /its header lacks a field/);
  });
});
