/**
 * Signatures of messages: an HMAC over the four JSON frames as they are on the wire.
 * Source: "The wire protocol" of Jupyter's messaging specification.
 */
import { createHmac, timingSafeEqual } from "node:crypto";
import { ConnectionError } from "./connection.js";

export class Signer {
  readonly #algorithm: string;
  readonly #key: string;

  /**
   * @param scheme as in the connection file, for instance `hmac-sha256`
   * @param key empty: messages carry no signature, and none is asked for
   * @throws {ConnectionError} for a scheme that Node's OpenSSL does not know
   * @example new Signer("hmac-sha256", "secret").sign([header, parent, metadata, content])
   */
  constructor(scheme: string, key: string) {
    this.#algorithm = scheme.replace(/^hmac-/, "");
    this.#key = key;
    try {
      if (!scheme.startsWith("hmac-")) throw new Error("not an HMAC");
      createHmac(this.#algorithm, key);
    } catch (error) {
      throw new ConnectionError(`signature_scheme "${scheme}" cannot be used: ${(error as Error).message}`);
    }
  }

  /** Whether messages are signed. */
  get isKeyed(): boolean {
    return this.#key !== "";
  }

  /** The signature as hexadecimal digits; empty without a key. */
  sign(frames: readonly Uint8Array[]): string {
    if (!this.#key) return "";
    const hmac = createHmac(this.#algorithm, this.#key);
    for (const frame of frames) hmac.update(frame);
    return hmac.digest("hex");
  }

  /** Whether `signature` is that of `frames`; takes the same time wherever the two differ. */
  verify(signature: Uint8Array, frames: readonly Uint8Array[]): boolean {
    if (!this.#key) return true;
    const expected = Buffer.from(this.sign(frames));
    return signature.length === expected.length && timingSafeEqual(signature, expected);
  }
}
