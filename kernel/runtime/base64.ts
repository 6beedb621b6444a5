/** Bytes on their way through lines of JSON. */

export type Bytes = ArrayBufferView | ArrayBufferLike;

/** @throws TypeError for anything but bytes */
export function toBase64(bytes: Bytes): string {
  if (ArrayBuffer.isView(bytes)) {
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("base64");
  }
  if (bytes instanceof ArrayBuffer || bytes instanceof SharedArrayBuffer) {
    return Buffer.from(bytes).toString("base64");
  }
  throw new TypeError(
    `A buffer is an ArrayBuffer or a view of one, not ${bytes === null ? "null" : typeof bytes}`,
  );
}

/** In memory of their own, so that `new Float32Array(bytes.buffer)` sees these bytes and no others. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(text, "base64"));
}
