/** The cookies of one visitor. */
import { type Html, html } from "../tools/html.js";
import { Shown } from "../tools/show.js";

/** A cookie, as a server set it. */
export interface Cookie {
  name: string;
  value: string;
  /** It is sent to this path and those below. */
  path: string;
  /** When it ends; undefined when it goes with the visit. */
  expires?: Date;
  /** Whether scripts in the page cannot read it. */
  httpOnly: boolean;
  secure: boolean;
  /** `Strict`, `Lax` or `None`, when the server said so. */
  sameSite?: string;
}

/**
 * A jar for the cookies of one server.
 *
 * @source RFC 6265, 5.2 to 5.4
 */
export class CookieJar extends Shown {
  readonly #cookies = new Map<string, Cookie>();

  /** Those that are still good, in the order in which they came. */
  get all(): Cookie[] {
    return [...this.#cookies.values()].filter(({ expires }) => !expires || expires > new Date());
  }

  /** The value of a cookie; undefined when there is none of that name. */
  value(name: string): string | undefined {
    return this.all.find((cookie) => cookie.name === name)?.value;
  }

  /** Takes the value of one Set-Cookie header that came with the page at `path`. One that is over is dropped. */
  take(header: string, path: string): void {
    const cookie = parsed(header, path);
    if (!cookie) return;
    const key = `${cookie.path} ${cookie.name}`;
    if (cookie.expires && cookie.expires <= new Date()) this.#cookies.delete(key);
    else this.#cookies.set(key, cookie);
  }

  /** The value of the header Cookie for a path; empty when none is for it. Longer paths come first. */
  header(path: string): string {
    const fitting = this.all.filter((cookie) => covers(cookie.path, path));
    fitting.sort((a, b) => b.path.length - a.path.length);
    return fitting.map(({ name, value }) => `${name}=${value}`).join("; ");
  }

  /** Forgets all of them, as a new visitor would have none. */
  clear(): void {
    this.#cookies.clear();
  }

  protected asText(): string {
    if (this.all.length === 0) return "no cookies";
    return this.all.map((cookie) => rowOf(cookie).join("  ")).join("\n");
  }

  /** Its look inside a card. */
  get look(): Html {
    if (this.all.length === 0) return html`<p class="soft">no cookies</p>`;
    const head = ["cookie", "value", "for", "ends", "scripts in the page"];
    return html`<table><thead><tr>${head.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
      <tbody>${this.all.map((cookie) => {
        const [name, ...rest] = rowOf(cookie);
        return html`<tr><th scope="row"><code>${name}</code></th>${rest.map((cell) => html`<td>${cell}</td>`)}</tr>`;
      })}</tbody></table>`;
  }

  protected asHtml(): Html {
    return this.look;
  }
}

/** A value by which a server knows somebody is not shown: who has it can act as they. */
function rowOf({ name, value, path, expires, httpOnly }: Cookie): string[] {
  const secret = httpOnly || /session|csrf|token|auth/i.test(name);
  const ends = expires ? expires.toISOString().slice(0, 10) : "with the visit";
  return [
    name,
    secret ? `(${value.length} characters)` : value,
    path,
    ends,
    httpOnly ? "cannot read it" : "may read it",
  ];
}

function parsed(header: string, path: string): Cookie | undefined {
  const [pair = "", ...rest] = header.split(";");
  const equals = pair.indexOf("=");
  if (equals < 1) return undefined;
  const attributes = new Map(
    rest.map((text) => {
      const [name = "", ...value] = text.split("=");
      return [name.trim().toLowerCase(), value.join("=").trim()];
    }),
  );
  const given = attributes.get("path") ?? "";
  return {
    name: pair.slice(0, equals).trim(),
    value: pair.slice(equals + 1).trim(),
    path: given.startsWith("/") ? given : folderOf(path),
    expires: endOf(attributes.get("max-age"), attributes.get("expires")),
    httpOnly: attributes.has("httponly"),
    secure: attributes.has("secure"),
    sameSite: attributes.get("samesite"),
  };
}

/** Max-Age outweighs Expires; a date that cannot be read is none. */
function endOf(maxAge: string | undefined, expires: string | undefined): Date | undefined {
  // A date of JavaScript's ends in the year 275760.
  if (maxAge && /^-?\d+$/.test(maxAge)) {
    return new Date(Math.max(0, Math.min(Date.now() + Number(maxAge) * 1000, 8.64e15)));
  }
  const date = new Date(expires ?? "");
  return Number.isNaN(date.getTime()) ? undefined : date;
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/")) || "/";
}

function covers(folder: string, path: string): boolean {
  return path === folder || path.startsWith(folder.endsWith("/") ? folder : `${folder}/`);
}
