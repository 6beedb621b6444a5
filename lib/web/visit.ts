/** What a visitor may send along. */
import type { Asking, Limits } from "./ask.js";
import { type Encoded, encoded } from "./encode.js";

/** What goes along with a request. */
export interface Visit extends Limits {
  /** Goes behind the path, as `?name=value`. */
  query?: Readonly<Record<string, string>>;
  headers?: Readonly<Record<string, string>>;
  /** What stands in the header Host: whom the visitor believes to have reached. */
  host?: string;
  /** Fields, as a form sends them. */
  fields?: Readonly<Record<string, string>>;
  /** Data, sent as JSON. */
  json?: unknown;
  /** Sends the token in the cookie `csrftoken` along in a header, as a page's script would. */
  csrf?: boolean;
  /** False to get a redirect as it came; true unless said. */
  follow?: boolean;
}

/**
 * The request that a visit makes.
 *
 * @param token the cookie `csrftoken`, when there is one
 */
export async function askingFor(method: string, visit: Visit, token?: string): Promise<Asking> {
  const { host, csrf, patience, largest } = visit;
  const { body, type } = await bodyOf(visit);
  const headers = {
    ...(type && { "Content-Type": type }),
    ...(host && { Host: host }),
    ...(csrf && token && { "X-CSRFToken": token }),
    ...visit.headers,
  };
  return { method, body, headers, ...(patience && { patience }), ...(largest && { largest }) };
}

function bodyOf({ fields, json }: Visit): Promise<Encoded> | Encoded {
  if (json !== undefined) return { body: JSON.stringify(json), type: "application/json" };
  return encoded(fields && Object.entries(fields));
}
