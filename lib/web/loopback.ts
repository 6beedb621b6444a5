/** Addresses that lead to this machine and nowhere else. */
import { DjlabError } from "../tools/errors.js";

/** An address or a path leads to another machine: nothing was sent. */
export class LeadsAway extends DjlabError {}

/** What has an address, such as a server. */
export interface Addressed {
  readonly url: string;
  /** Waits until it can be asked; a server that has ended may start again. */
  ready?(): Promise<void>;
}

/**
 * Whether a host is this machine, whatever the network says: the loopback addresses and their name.
 *
 * @param host without its port; of IPv6, with its brackets
 * @source RFC 5735 (127.0.0.0/8), RFC 4291 (::1), RFC 6761 (localhost)
 * @example isThisMachine("127.0.0.1") // true
 */
export function isThisMachine(host: string): boolean {
  return /^(127(\.\d{1,3}){3}|\[::1\]|localhost)$/i.test(host);
}

/**
 * The address of a path at a server of this machine.
 *
 * @param path begins with one slash: it cannot lead to another machine
 * @throws LeadsAway
 */
export function localAddress(base: string, path: string): URL {
  const url = URL.canParse(base) ? new URL(base) : undefined;
  if (url?.protocol !== "http:" || !isThisMachine(url.hostname)) {
    throw new LeadsAway(`${base} is not a server of this machine`, {
      next: "Give the address of a server that runs here, for instance server.url",
    });
  }
  // Of addresses, backslashes are slashes and tabs are nothing: what comes out of it counts.
  const page = path.startsWith("/") ? withinServer(path, url.href) : undefined;
  if (page) return page;
  throw new LeadsAway(`"${path}" is not a path of a page`, {
    next: "Begin it with one slash, for instance /admin/",
  });
}

/** The address that a page at `base` means by a link; undefined when it is none, or leads to another server. */
export function withinServer(address: string, base: string): URL | undefined {
  if (!URL.canParse(address, base)) return undefined;
  const url = new URL(address, base);
  return url.origin === new URL(base).origin ? url : undefined;
}
