/** What a program prints, on its way to the reader and into the record. */
import type { Readable } from "node:stream";
import { MaskedStream } from "./secrets.js";

/** The record keeps the end of a very long output: at least so many UTF-16 units. */
const kept = 4 * 1024 * 1024;

/** Output so far; of more than it keeps, the end. */
export class Output {
  #text = "";

  add(text: string): void {
    this.#text += text;
    if (this.#text.length > 2 * kept) this.#text = this.#text.slice(-kept);
  }

  text(): string {
    return this.#text;
  }
}

/** Hands on what comes, masked, piece by piece; the program waits while a piece is being taken. */
export async function forward(
  stream: Readable,
  secrets: readonly string[],
  take: (text: string) => Promise<void> | void,
): Promise<void> {
  const mask = new MaskedStream(secrets);
  stream.setEncoding("utf8");
  for await (const piece of stream) await taken(mask.push(piece));
  await taken(mask.end());

  async function taken(text: string) {
    if (text) await take(text);
  }
}
