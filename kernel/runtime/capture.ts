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
    // Every pipeline leaves some behind, and these streams are there for as long as the notebook is.
    this.setMaxListeners(0);
  }

  override write(chunk: unknown, encoding?: Encoding | WriteDone, done?: WriteDone): boolean {
    const written = typeof encoding === "function" ? encoding : done;
    this.#outbox.print(this.#name, this.#text(chunk, typeof encoding === "function" ? undefined : encoding));
    if (written) process.nextTick(written);
    return true;
  }

  /** As with Node's own, the stream stays open, though it says `finish` and `close`: a pipeline waits for these. */
  override end(chunk?: unknown, encoding?: Encoding | (() => void), done?: () => void): this {
    const ended = [chunk, encoding, done].find((one) => typeof one === "function") as WriteDone | undefined;
    if (chunk !== undefined && chunk !== null && typeof chunk !== "function") {
      this.write(chunk, typeof encoding === "function" ? undefined : encoding);
    }
    process.nextTick(() => {
      ended?.();
      this.emit("finish");
      this.destroy();
    });
    return this;
  }

  /** Nothing is closed, and the stream can be used again: Node's own does the same, by the same method. */
  override _destroy(error: Error | null, done: WriteDone): void {
    done(error);
    (this as unknown as { _undestroy(): void })._undestroy();
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
