/** Answers that name another page to go to. */
import type { Asking } from "./ask.js";
import { withinServer } from "./loopback.js";
import type { Page } from "./page.js";

/**
 * Where an answer leads; undefined when it does not, or away from its server.
 *
 * @source RFC 9110, 15.4
 */
export function leadsTo(page: Page): URL | undefined {
  const location = page.header("location");
  if (location === undefined || ![301, 302, 303, 307, 308].includes(page.status)) return undefined;
  return withinServer(location, page.url);
}

/** What a browser asks next: after 307 and 308 the same again, else by GET. */
export function redirected(asking: Asking, status: number): Asking {
  if (status === 307 || status === 308 || asking.method === "HEAD") return asking;
  const { body: _, method: __, headers = {}, ...rest } = asking;
  const { "Content-Type": ___, ...kept } = headers;
  return { ...rest, headers: kept };
}
