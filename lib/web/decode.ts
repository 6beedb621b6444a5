/** The text in an answer's bytes, by what its headers say of them. */
import { brotliDecompressSync, gunzipSync, inflateSync } from "node:zlib";
import { AnswerGarbled, tooLarge } from "./answer-failures.js";

const decoders = { gzip: gunzipSync, "x-gzip": gunzipSync, deflate: inflateSync, br: brotliDecompressSync };

/**
 * The bytes without their content codings, the last one applied taken off first.
 *
 * @param coding the header Content-Encoding
 * @param largest bytes that may come out
 * @throws AnswerTooLarge, AnswerGarbled
 * @source RFC 9110, 8.4
 */
export function unpacked(url: string, bytes: Buffer, coding: string, largest: number): Buffer {
  const names = coding
    .toLowerCase()
    .split(",")
    .map((name) => name.trim());
  return names.reverse().reduce((packed, name) => {
    if (name === "" || name === "identity" || packed.length === 0) return packed;
    const decode = decoders[name as keyof typeof decoders];
    if (!decode) throw garbled(url, `is in a coding that nobody here reads: ${name}`);
    try {
      return decode(packed, { maxOutputLength: largest });
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE") throw tooLarge(url, largest);
      throw garbled(url, `says that it is ${name}, and is not, or not whole`, cause);
    }
  }, bytes);
}

/** The text, by the charset in Content-Type; UTF-8 where that names none or one that is unknown. */
export function textIn(bytes: Buffer, contentType: string): string {
  const label = /;\s*charset\s*=\s*"?([\w.:-]+)/i.exec(contentType)?.[1] ?? "utf-8";
  try {
    return new TextDecoder(label).decode(bytes);
  } catch {
    return bytes.toString("utf8");
  }
}

function garbled(url: string, what: string, cause?: unknown): AnswerGarbled {
  return new AnswerGarbled(`The body of ${url} ${what}`, {
    next: "Look at the headers Content-Encoding and Accept-Encoding.",
    cause,
  });
}
