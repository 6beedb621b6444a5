/** Text from a pipe that the reader's native programs write to, in which the runtime marks the end of a cell. */
import { StringDecoder } from "node:string_decoder";

export class MarkedText {
  readonly #emit: (text: string) => void;
  /** Bytes that are no UTF-8 become U+FFFD; characters split across chunks are put together. */
  readonly #decoder = new StringDecoder("utf8");
  #marker: Buffer | undefined;
  #found: (() => void) | undefined;
  /** What may be the first part of the marker. */
  #held = Buffer.alloc(0);

  constructor(emit: (text: string) => void) {
    this.#emit = emit;
  }

  /** @returns when `marker` has come by; all text before it has been given out then */
  expect(marker: string): Promise<void> {
    this.#marker = Buffer.from(marker);
    return new Promise((resolve) => {
      this.#found = resolve;
    });
  }

  /** The marker will not come: the runtime could not write it, or has ended. */
  giveUp(): void {
    const held = this.#held;
    this.#marker = undefined;
    this.#held = Buffer.alloc(0);
    this.feed(held);
    this.#found?.();
  }

  feed(chunk: Buffer): void {
    const bytes = this.#held.length > 0 ? Buffer.concat([this.#held, chunk]) : chunk;
    const marker = this.#marker;
    const at = marker ? bytes.indexOf(marker) : -1;
    if (marker && at >= 0) {
      this.#marker = undefined;
      this.#held = Buffer.alloc(0);
      this.#text(bytes.subarray(0, at));
      this.#found?.();
      this.#text(bytes.subarray(at + marker.length));
      return;
    }
    const kept = marker ? lengthOfStart(marker, bytes) : 0;
    this.#text(bytes.subarray(0, bytes.length - kept));
    this.#held = Buffer.from(bytes.subarray(bytes.length - kept));
  }

  #text(bytes: Buffer): void {
    const text = this.#decoder.write(bytes);
    if (text) this.#emit(text);
  }
}

/** How many of the last bytes are the first ones of `marker`. */
function lengthOfStart(marker: Buffer, bytes: Buffer): number {
  for (let length = Math.min(marker.length - 1, bytes.length); length > 0; length--) {
    if (bytes.subarray(bytes.length - length).equals(marker.subarray(0, length))) return length;
  }
  return 0;
}
