/**
 * What the kernel and the runtime process tell each other, as lines of JSON.
 * Descriptors of the runtime process: 3 takes commands, 4 gives messages, 5 takes what the watchdog does (its end means
 * that the kernel is gone); 1 and 2 carry what native programs write to inherited descriptors.
 */
import type { Target } from "./processes.js";
import type { Answer, CellToRun, CommMessage, Display, Outcome, RuntimeEvent } from "./runtime.js";

export const descriptors = { stdout: 1, stderr: 2, commands: 3, messages: 4, interrupts: 5 } as const;

/** Counts the cells that a runtime process was given, from 1; 0 stands for no cell. */
export type Serial = number;

/** A client's message on a comm; answered by `delivered`. */
export interface Delivery {
  type: "deliver";
  /** Counts them. */
  delivery: number;
  /** What the handlers show belongs to it. */
  cell: string;
  message: CommMessage;
}

export type Command =
  /** `marker` is written to descriptors 1 and 2 at the cell's end, so that the kernel knows them drained. */
  | { type: "execute"; serial: Serial; marker: string; cell: CellToRun }
  | Delivery
  | { type: "stop-timers" }
  | { type: "close" };

/** To the watchdog, which works while a cell does: the cell that the kernel believes to be running is to end. */
export interface Interrupt {
  type: "interrupt";
  serial: Serial;
}

/** To the watchdog as well: a cell may wait for it. */
export interface Answered {
  type: "answer";
  answer: Answer;
}

/** A child process of the reader's, and the cell that started it. */
export interface ChildRecord extends Target {
  serial: Serial;
}

export type Message =
  | { type: "ready" }
  /** An interrupt for when no cell runs has been carried out. */
  | { type: "interrupted" }
  | { type: "event"; event: Exclude<RuntimeEvent, { type: "display" }> }
  /** The data are its payload. */
  | { type: "display"; display: Omit<Display, "data"> }
  /** The handlers are through, and what they have shown went before. */
  | { type: "delivered"; delivery: number }
  | { type: "child"; child: ChildRecord }
  | { type: "child-ended"; pid: number }
  /** `marked`: the streams that the marker could be written to (a cell may have closed one). */
  | { type: "done"; serial: Serial; outcome: Outcome; marked: ("stdout" | "stderr")[] };

/** A message as it came, with its payload in the pieces in which that came. */
export type Received<T> = T & { payload?: Uint8Array[] };

/**
 * One line: JSON escapes the line ends inside. An empty one before it parts it from what is no message: the reader's
 * code can write to the descriptor as well.
 */
export function encode(message: Command | Interrupt | Answered | Message): string {
  return `\n${JSON.stringify(message)}\n`;
}

/**
 * An encoded message that has a payload: JSON that the other side does not read, on a line of its own before it. A tab
 * ends that, as it ends no other: what an interrupt has cut short is no payload.
 */
export function* withPayload(encoded: string, payload: Iterable<string>): Generator<string> {
  yield "\n";
  yield* payload;
  yield "\t";
  yield encoded;
}

const lineEnd = 10;
const tab = 9;

/** Puts the lines together from chunks of bytes; a line that is no message is left out. */
export class Decoder<T extends object> {
  #line: Buffer[] = [];
  #payload: Buffer[] | undefined;

  /** @returns the messages that `chunk` completes. */
  feed(chunk: Buffer): Received<T>[] {
    const messages: Received<T>[] = [];
    let from = 0;
    for (let end = chunk.indexOf(lineEnd); end >= 0; end = chunk.indexOf(lineEnd, from)) {
      if (from < end) this.#line.push(chunk.subarray(from, end));
      if (this.#line.length > 0) messages.push(...this.#take(this.#line));
      this.#line = [];
      from = end + 1;
    }
    if (from < chunk.length) this.#line.push(chunk.subarray(from));
    return messages;
  }

  #take(line: Buffer[]): Received<T>[] {
    const last = line.at(-1)!;
    if (last.at(-1) === tab) {
      this.#payload = [...line.slice(0, -1), last.subarray(0, -1)];
      return [];
    }
    const payload = this.#payload;
    this.#payload = undefined;
    return parsed<T>(Buffer.concat(line)).map((message) => (payload ? { ...message, payload } : message));
  }
}

function parsed<T>(line: Buffer): T[] {
  try {
    const message: unknown = JSON.parse(line.toString());
    return message !== null && typeof message === "object" && "type" in message ? [message as T] : [];
  } catch {
    return [];
  }
}
