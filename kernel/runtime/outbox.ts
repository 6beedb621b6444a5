/**
 * All that the runtime tells the kernel leaves here, in order, by synchronous writes: nothing is lost when a cell
 * calls `process.exit()`. Printed text is gathered, so that a hundred thousand lines are a few messages.
 */
import { writeSync } from "node:fs";
import type { CellContext } from "./context.js";
import { descriptors, encode, type Message } from "./protocol.js";

const enoughCharacters = 64 * 1024;
/** So many pieces of text go out at once, as a long computation may follow; another one every 20 ms. */
const mostPieces = 32;
const millisecondsPerPiece = 20;

export class Outbox {
  readonly #context: CellContext;
  #gathered = { cell: "", name: "stdout" as "stdout" | "stderr", text: "" };
  #flushIsDue = false;
  #pieces = mostPieces;
  #countedAt = 0;

  constructor(context: CellContext) {
    this.#context = context;
  }

  /** Text that the running code prints. */
  print(name: "stdout" | "stderr", text: string): void {
    const { cell } = this.#context.current;
    if (this.#gathered.name !== name || this.#gathered.cell !== cell) {
      this.flush();
      this.#gathered = { cell, name, text: "" };
    }
    this.#gathered.text += text;
    if (this.#mayGoAtOnce() || this.#gathered.text.length > enoughCharacters) this.flush();
    else if (!this.#flushIsDue) this.#flushWhenFree();
  }

  send(message: Message): void {
    this.flush();
    writeAll(descriptors.messages, encode(message));
    this.#pieces = mostPieces;
  }

  flush(): void {
    // Also where a flush was still due: an interrupt may have taken its timer away.
    this.#flushIsDue = false;
    const { text } = this.#gathered;
    if (text === "") return;
    const event = { type: "stream", ...this.#gathered } as const;
    this.#gathered.text = "";
    writeAll(descriptors.messages, encode({ type: "event", event }));
  }

  /** @returns the streams that the marker could be written to. */
  mark(marker: string): ("stdout" | "stderr")[] {
    return (["stdout", "stderr"] as const).filter((name) => writeAll(descriptors[name], marker));
  }

  #mayGoAtOnce(): boolean {
    const now = performance.now();
    this.#pieces = Math.min(mostPieces, this.#pieces + (now - this.#countedAt) / millisecondsPerPiece);
    this.#countedAt = now;
    if (this.#pieces < 1) return false;
    this.#pieces--;
    return true;
  }

  /** Not by `setImmediate`: Node loses those that wait when an interrupt ends one before them. */
  #flushWhenFree(): void {
    this.#flushIsDue = true;
    this.#context.outside(() => setTimeout(() => this.flush()));
  }
}

/** @returns false when the descriptor is closed, by the reader's code or because the kernel is gone. */
function writeAll(descriptor: number, text: string): boolean {
  const bytes = Buffer.from(text);
  for (let written = 0; written < bytes.length; ) {
    try {
      written += writeSync(descriptor, bytes, written);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === "EBADF" || code === "EPIPE") return false;
      if (code !== "EAGAIN") throw error;
      // A child process that inherited the descriptor has made it non-blocking: give the kernel time to read.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
    }
  }
  return true;
}
