/** `process.stdout` and `process.stderr` of the runtime, and with them Node's own `console`. */
import { Writable } from "node:stream";
import { StringDecoder } from "node:string_decoder";
import { toUSVString } from "node:util";
import type { Outbox } from "./outbox.js";
import { descriptors } from "./protocol.js";

type Encoding = BufferEncoding | "buffer" | undefined;
type WriteDone = (error?: Error | null) => void;

/**
 * Writes at once, past the queue of a `Writable`, so that the order between the two streams is that of the calls.
 */
class CapturedStream extends Writable {
  /** For those who hand the stream to a child process, or write to its descriptor. */
  readonly fd: number;
  readonly #name: "stdout" | "stderr";
  readonly #outbox: Outbox;
  readonly #decoder = new StringDecoder("utf8");

  constructor(name: "stdout" | "stderr", outbox: Outbox) {
    super({ decodeStrings: false });
    this.#name = name;
    this.#outbox = outbox;
    this.fd = descriptors[name];
  }

  override write(chunk: unknown, encoding?: Encoding | WriteDone, done?: WriteDone): boolean {
    const written = typeof encoding === "function" ? encoding : done;
    this.#outbox.print(this.#name, this.#text(chunk, typeof encoding === "function" ? undefined : encoding));
    if (written) process.nextTick(written);
    return true;
  }

  /** As with Node's own, the stream stays open. */
  override end(chunk?: unknown, encoding?: Encoding | (() => void), done?: () => void): this {
    const ended = [chunk, encoding, done].find((one) => typeof one === "function") as WriteDone | undefined;
    if (chunk !== undefined && chunk !== null && typeof chunk !== "function") {
      this.write(chunk, typeof encoding === "function" ? undefined : encoding);
    }
    if (ended) process.nextTick(ended);
    return this;
  }

  /** @throws TypeError for anything but text and bytes, as Node's own streams */
  #text(chunk: unknown, encoding: Encoding): string {
    const isPlain = encoding === undefined || encoding === "buffer" || /^utf-?8$/i.test(encoding);
    if (typeof chunk === "string") {
      return isPlain ? toUSVString(chunk) : this.#decoder.write(Buffer.from(chunk, encoding));
    }
    if (ArrayBuffer.isView(chunk)) {
      return this.#decoder.write(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength));
    }
    throw Object.assign(new TypeError(`process.${this.#name} takes text or bytes, not ${typeof chunk}`), {
      code: "ERR_INVALID_ARG_TYPE",
    });
  }
}

/** Must come before the first use of `console`. */
export function captureStreams(outbox: Outbox): void {
  for (const name of ["stdout", "stderr"] as const) {
    const stream = new CapturedStream(name, outbox);
    Object.defineProperty(process, name, { configurable: true, enumerable: true, get: () => stream });
  }
}
