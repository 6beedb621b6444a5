/**
 * Signatures that have come before: who has listened in could send a signed message a second time.
 * Source: `digest_history` of jupyter_client's `Session`.
 */

/** As many as jupyter_client remembers. */
const mostRemembered = 65_536;

export class Replays {
  readonly #seen = new Set<string>();
  readonly #most: number;

  /** @param most so many signatures are remembered, the latest */
  constructor(most = mostRemembered) {
    this.#most = most;
  }

  /**
   * Whether this signature has come before; from now on it has.
   * @example replays.isKnown(Buffer.from("5f3a…")) // false, and true for the same once more
   */
  isKnown(signature: Uint8Array): boolean {
    const text = Buffer.from(signature).toString("latin1");
    if (this.#seen.has(text)) return true;
    this.#seen.add(text);
    // A Set gives them in the order in which they came.
    const [oldest] = this.#seen;
    if (this.#seen.size > this.#most) this.#seen.delete(oldest!);
    return false;
  }
}
