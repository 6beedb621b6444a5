import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { describe, it } from "mocha";
import { ConnectionError } from "../../../kernel/wire/connection.js";
import { Signer } from "../../../kernel/wire/signature.js";

const frames = ["{}", '{"a":1}', "{}", '{"code":"1"}'].map((text) => Buffer.from(text));

describe("the signature of a message", () => {
  it("is the HMAC of the frames, one after the other, in hexadecimal", () => {
    const expected = createHmac("sha256", "secret").update(Buffer.concat(frames)).digest("hex");
    assert.equal(new Signer("hmac-sha256", "secret").sign(frames), expected);
  });

  it("follows the scheme of the connection file", () => {
    const signature = new Signer("hmac-sha512", "secret").sign(frames);
    assert.equal(signature.length, 128);
    assert.ok(new Signer("hmac-sha512", "secret").verify(Buffer.from(signature), frames));
  });

  it("fits only the same key and the same bytes", () => {
    const signature = Buffer.from(new Signer("hmac-sha256", "secret").sign(frames));
    const signer = new Signer("hmac-sha256", "secret");
    assert.ok(signer.verify(signature, frames));
    assert.ok(!new Signer("hmac-sha256", "other").verify(signature, frames));
    assert.ok(!signer.verify(signature, [...frames.slice(0, 3), Buffer.from('{"code":"2"}')]));
    assert.ok(!signer.verify(signature.subarray(1), frames));
    assert.ok(!signer.verify(Buffer.alloc(0), frames));
  });

  it("is empty and not asked for when the key is empty", () => {
    const unsigned = new Signer("hmac-sha256", "");
    assert.equal(unsigned.sign(frames), "");
    assert.ok(unsigned.verify(Buffer.from("anything"), frames));
  });

  it("is refused for a scheme that OpenSSL does not know", () => {
    for (const scheme of ["hmac-none", "sha256", "hmac-"]) {
      assert.throws(() => new Signer(scheme, "secret"), ConnectionError);
    }
  });
});
