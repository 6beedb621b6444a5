/** What a program prints, on its way to the reader and into the record. */
import type { Readable } from "node:stream";
import type { MaskedStream } from "./secrets.js";

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

/** Of a line that is longer, its two ends tell enough. UTF-16 units. */
const longestLine = 400;

/** The last lines of an output: what a program said before it failed. */
export function lastLines(text: string, lines = 12): string {
  return text.trimEnd().split("\n").slice(-lines).map(shortened).join("\n").trim();
}

function shortened(line: string): string {
  if (line.length <= longestLine) return line;
  return `${line.slice(0, longestLine / 2)} … ${line.slice(-longestLine / 4)}`;
}

/** Hands on what comes, masked, piece by piece; the program waits while a piece is being taken. */
export async function forward(
  stream: Readable,
  mask: Pick<MaskedStream, "push" | "end">,
  take: (text: string) => Promise<void> | void,
): Promise<void> {
  stream.setEncoding("utf8");
  for await (const piece of stream) await taken(mask.push(piece));
  await taken(mask.end());

  async function taken(text: string) {
    if (text) await take(text);
  }
}
