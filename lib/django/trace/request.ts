/** What is asked of a project: checked, and in the shape that the project's own process takes. */
import { DjlabError } from "../../tools/errors.js";

/** A request as a browser would send it. */
export interface TracedRequest {
  /** From the root, with what comes after `?`: `/polls/?page=2`. */
  path: string;
  /** GET unless said; POST where there are fields or a body. */
  method?: string;
  /** Of a form; with GET they go into the address. */
  fields?: Readonly<Record<string, string | readonly string[]>>;
  /** Sent as it is, as plain text unless a header says what it is. */
  body?: string;
  headers?: Readonly<Record<string, string>>;
  /**
   * Whether a form is sent with a CSRF token, as from a page that Django made. Unless said, it is when cookies
   * are kept and an earlier response has set the token's cookie.
   */
  csrf?: boolean;
}

/** A request that has been checked. */
export interface CheckedRequest extends TracedRequest {
  method: string;
}

/**
 * The request with its defaults.
 *
 * @throws DjlabError for a path that is none, and for methods and headers that HTTP does not have
 */
export function checkedRequest(request: string | TracedRequest): CheckedRequest {
  const given = typeof request === "string" ? { path: request } : request;
  const method = (given.method ?? (given.fields || given.body !== undefined ? "POST" : "GET")).toUpperCase();
  if (!/^[A-Z]{1,20}$/.test(method)) {
    throw new DjlabError(`"${given.method}" is not a method of HTTP`, { next: "Take GET or POST." });
  }
  for (const [name, value] of Object.entries(given.headers ?? {})) {
    if (/^[\w-]+$/.test(name) && /^[\t\x20-\x7e]*$/.test(value)) continue;
    throw new DjlabError(`"${name}" cannot be sent as a header`, {
      next: "Take letters, digits and - for its name, and one line of plain characters for its value.",
    });
  }
  const url = address(given.path);
  if (method !== "GET" || !given.fields) return { ...given, method, path: url.pathname + url.search };
  const { fields, ...rest } = given;
  for (const [name, value] of Object.entries(fields)) {
    for (const one of [value].flat()) url.searchParams.append(name, one);
  }
  return { ...rest, method, path: url.pathname + url.search };
}

function address(path: string): URL {
  const site = "http://127.0.0.1";
  // As in a browser's address line, spaces and other letters may stand as they are.
  const url = /^\/[^\\\t\n\r]*$/.test(path) && URL.canParse(path, site) ? new URL(path, site) : undefined;
  if (url?.origin === site) return url;
  throw new DjlabError(`"${path}" is not a path of the site`, {
    next: "Begin with one slash and leave out the server, for instance /polls/.",
  });
}
