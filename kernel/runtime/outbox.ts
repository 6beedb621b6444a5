/**
 * All that the runtime tells the kernel leaves here, in order, by synchronous writes: nothing is lost when a cell
 * calls `process.exit()`. Printed text is gathered, so that a hundred thousand lines are a few messages.
 * What a cell prints or shows past its limit does not leave at all.
 */
import { writeSync } from "node:fs";
import type { CellContext } from "./context.js";
import { DisplayLimit } from "./display-limit.js";
import {
  count,
  displayLimit,
  OutputLimit,
  type Piece,
  type StreamName,
  wholeCharacters,
} from "./output-limit.js";
import { gathered, jsonPieces, mostBytesPerPiece, textPieces } from "./pieces.js";
import { descriptors, encode, type Message, type Serial, withPayload } from "./protocol.js";
import type { Display, MimeBundle, Outcome, RuntimeEvent } from "./runtime.js";

const enoughCharacters = 64 * 1024;
/** JSON may make six characters out of one, and V8's strings have an end. */
const mostCharacters = 1024 * 1024;
/** So many pieces of text go out at once, as a long computation may follow; and another one every millisecond. */
const mostPieces = 500;
const millisecondsPerPiece = 1;

export class Outbox {
  readonly #context: CellContext;
  readonly #texts = new OutputLimit();
  readonly #displays = new DisplayLimit();
  #gathered = { cell: "", name: "stdout" as StreamName, text: "" };
  #running: string | undefined;
  #flushIsDue = false;
  #isLast = false;
  #pieces = mostPieces;
  #countedAt = 0;

  constructor(context: CellContext) {
    this.#context = context;
  }

  /** Text that the running code prints. */
  print(name: StreamName, text: string): void {
    const { cell } = this.#context.current;
    const pieces = this.#texts.admit(cell, name, text);
    for (const piece of pieces) this.#gather(cell, piece);
    // Word of the limit: what is printed from here on would not bring it along.
    if (pieces.length > 0 && pieces[0]?.text !== text) this.flush();
  }

  /** Something else that a cell shows. */
  show(event: Exclude<RuntimeEvent, { type: "stream" | "display" | "question" }>): void {
    this.#show(event.cell, { type: "event", event });
  }

  display(display: Omit<Display, "data">, data: MimeBundle): void {
    this.#show(display.cell, { type: "display", display }, data);
  }

  send(message: Message): void {
    this.flush();
    this.#write(encode(message));
  }

  /** From here to `close` the cell runs. */
  open(cell: string): void {
    this.#running = cell;
    this.#texts.open(cell);
  }

  /** The running cell has ended: the last of what was left out of its output goes out. */
  close(): void {
    const cell = this.#running;
    this.#running = undefined;
    if (cell !== undefined) {
      for (const piece of [...this.#texts.close(), ...this.#displays.close(cell)]) this.#gather(cell, piece);
    }
    this.flush();
  }

  /** Tells how the cell has ended. */
  done(serial: Serial, outcome: Outcome, marked: StreamName[]): void {
    const message = { type: "done", serial, outcome, marked } as const;
    const data = outcome.status === "ok" ? outcome.result?.data : undefined;
    // An error's text is short already.
    if (!data) this.#write(encode(message));
    else {
      const line = lengthOf(data) > displayLimit() ? undefined : encodedIfShort(message);
      this.#write(line ?? encode({ ...message, outcome: tooLarge }));
    }
  }

  /** The process is about to end: nothing that is still printed waits. */
  last(): void {
    this.#isLast = true;
    this.close();
  }

  flush(): void {
    // Also where a flush was still due: an interrupt may have taken its timer away.
    this.#flushIsDue = false;
    const { cell, name, text } = this.#gathered;
    if (text === "") return;
    this.#gathered.text = "";
    for (let from = 0; from < text.length; ) {
      const rest =
        text.length - from > mostCharacters ? text.slice(from, from + mostCharacters) : text.slice(from);
      const part = rest.slice(0, wholeCharacters(rest, rest.length)) || rest;
      from += part.length;
      const event = { type: "stream", cell, name, text: part } as const;
      writeAll(descriptors.messages, encode({ type: "event", event }));
    }
  }

  /** @returns the streams that the marker could be written to. */
  mark(marker: string): StreamName[] {
    return (["stdout", "stderr"] as const).filter((name) => writeAll(descriptors[name], marker));
  }

  #show(cell: string, message: Message, payload?: MimeBundle): void {
    this.flush();
    const line = this.#displays.isFull(cell) ? undefined : encodedIfShort(message);
    const length = line === undefined ? undefined : line.length + lengthOf(payload ?? {});
    const { isAdmitted, notice } = this.#displays.admit(cell, length);
    if (isAdmitted) this.#write(line!, payload);
    if (!notice) return;
    this.#gather(cell, notice);
    this.flush();
  }

  #gather(cell: string, { name, text }: Piece): void {
    if (this.#gathered.name !== name || this.#gathered.cell !== cell) {
      this.flush();
      this.#gathered = { cell, name, text: "" };
    }
    this.#gathered.text += text;
    if (this.#isLast || this.#mayGoAtOnce() || this.#gathered.text.length > enoughCharacters) this.flush();
    else if (!this.#flushIsDue) this.#flushWhenFree();
  }

  #write(line: string, payload?: MimeBundle): void {
    const pieces = payload ? withPayload(line, jsonPieces(payload)) : [line];
    for (const piece of gathered(pieces)) writeAll(descriptors.messages, piece);
    this.#pieces = mostPieces;
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

const tooLarge: Outcome = {
  status: "ok",
  result: {
    data: {
      "text/plain": `[The result is not shown: it has more than ${count(displayLimit())} characters. The environment variable DJLAB_OUTPUT_LIMIT sets another limit.]`,
    },
    metadata: {},
  },
};

/** In characters. Texts are not written as JSON for it, which takes its time. */
function lengthOf(data: MimeBundle): number {
  const lengths = Object.values(data).map(
    (one) => (typeof one === "string" ? one : JSON.stringify(one)).length,
  );
  return lengths.reduce((sum, length) => sum + length, 0);
}

function encodedIfShort(message: Message): string | undefined {
  try {
    const line = encode(message);
    return line.length <= displayLimit() ? line : undefined;
  } catch (error) {
    // Longer than V8's strings may be.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** For every text that is written: memory of its own for each would take longer than writing it. */
const memory = Buffer.allocUnsafeSlow(mostBytesPerPiece);

/** @returns false when the descriptor is closed, by the reader's code or because the kernel is gone. */
function writeAll(descriptor: number, text: string): boolean {
  for (const piece of textPieces(text)) {
    if (!writeBytes(descriptor, memory.subarray(0, memory.write(piece)))) return false;
  }
  return true;
}

function writeBytes(descriptor: number, bytes: Buffer): boolean {
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
