/** What a form sends, as bytes. */
import type { Entries } from "./form.js";

export interface Encoded {
  body?: string | Buffer;
  /** For the header Content-Type. */
  type?: string;
}

/**
 * Fields in one of the two codings that forms have.
 *
 * @source https://url.spec.whatwg.org/#urlencoded-serializing; RFC 7578 for multipart/form-data
 */
export async function encoded(entries?: Entries, multipart = false): Promise<Encoded> {
  if (!entries) return {};
  if (!multipart) {
    return {
      body: new URLSearchParams(textsOf(entries)).toString(),
      type: "application/x-www-form-urlencoded",
    };
  }
  const data = new FormData();
  for (const [name, value] of entries) data.append(name, value);
  const made = new Response(data);
  return { body: Buffer.from(await made.arrayBuffer()), type: made.headers.get("content-type") ?? undefined };
}

/** Where files cannot be sent, their names are. */
export function textsOf(entries: Entries): [string, string][] {
  return entries.map(([name, value]) => [name, typeof value === "string" ? value : value.name]);
}
