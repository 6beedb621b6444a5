/** Bytes to a server and bytes back, nothing in between: what the protocol is made of. */
import { connect } from "node:net";
import { type Html, html } from "../tools/html.js";
import { Shown } from "../tools/show.js";
import { failureOf } from "./answer-failures.js";
import type { Limits } from "./ask.js";
import { type Addressed, localAddress } from "./loopback.js";
import { isWhole, type Part, partsOf } from "./message-parts.js";
import { withoutTokens } from "./tokens.js";

/** How an exchange came to its end: the answer was whole, the server closed, or a limit was reached. */
export type ExchangeEnd = "whole" | "closed" | "time" | "size";

interface Facts {
  url: string;
  sent: Buffer;
  received: Buffer;
  end: ExchangeEnd;
}

/** What was sent and what came back, byte by byte. */
export class Exchange extends Shown {
  readonly url: string;
  readonly sent: Buffer;
  readonly received: Buffer;
  readonly end: ExchangeEnd;

  constructor({ url, sent, received, end }: Facts) {
    super();
    this.url = url;
    this.sent = sent;
    this.received = received;
    this.end = end;
  }

  /** The request, line by line. */
  get request(): Part[] {
    return partsOf(this.sent.toString("latin1"));
  }

  /** The answer, line by line; empty when the server said nothing. */
  get answer(): Part[] {
    return partsOf(this.received.toString("latin1"));
  }

  /** For instance 200; undefined when no status line came. */
  get status(): number | undefined {
    const digits = /^HTTP\/\d\.\d (\d{3})/.exec(this.received.toString("latin1"))?.[1];
    return digits === undefined ? undefined : Number(digits);
  }

  protected asText(): string {
    const marked = (bytes: Buffer, mark: string) => shownBytes(bytes).replace(/^/gm, mark);
    return [marked(this.sent, "> "), marked(this.received, "< "), `(${ends[this.end]})`].join("\n");
  }

  protected asHtml(): Html {
    return html`<div class="card"><p class="title">Bytes to <code>${this.url}</code> and back</p>
      sent, ${this.sent.length} bytes:<pre>${shownBytes(this.sent)}</pre>
      received, ${this.received.length} bytes:<pre>${shownBytes(this.received)}</pre>
      <p class="soft">${ends[this.end]}; each line ends with carriage return and line feed</p>
      ${linesOf("The request, line by line", this.request)}${linesOf("The answer, line by line", this.answer)}</div>`;
  }
}

const ends: Record<ExchangeEnd, string> = {
  whole: "the answer was whole",
  closed: "the server closed the connection",
  time: "nobody waited any longer",
  size: "more is not kept",
};

function linesOf(title: string, parts: readonly Part[]): Html {
  return html`<details><summary>${title}</summary><table>
    <thead><tr><th scope="col">part</th><th scope="col">line</th><th scope="col">what it says</th></tr></thead>
    <tbody>${parts.map(
      ({ what, text, meaning }) =>
        html`<tr><th scope="row">${what}</th><td><code>${excerpt(shownBytes(Buffer.from(text, "latin1")))}</code></td><td>${meaning}</td></tr>`,
    )}</tbody></table></details>`;
}

function excerpt(text: string): string {
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}

function shownBytes(bytes: Buffer): string {
  return withoutTokens(bytes.toString("utf8").replaceAll("\r\n", "\n"));
}

/**
 * Opens a connection to a server of this machine, sends bytes as they are, and returns those that come back,
 * until the answer is whole, the server closes, or a limit is reached. Broken requests are sent, too.
 *
 * @param message a text is sent as UTF-8; nothing is added, so lines end with `\r\n` only when it says so
 * @param limits ten seconds and a million bytes unless said
 * @throws LeadsAway, NothingAnswers
 * @source RFC 9112
 * @example (await exchange(server, "GET /nothing HTTP/1.1\r\nHost: localhost\r\n\r\n")).status // 404
 */
export async function exchange(
  server: Addressed | string,
  message: string | Uint8Array,
  { patience = 10_000, largest = 1_000_000 }: Limits = {},
): Promise<Exchange> {
  const url = localAddress(typeof server === "string" ? server : server.url, "/");
  const sent = Buffer.from(message as Uint8Array);
  const method = /^\S+/.exec(sent.toString("latin1"))?.[0] ?? "";
  return new Promise((resolve, reject) => {
    let received = Buffer.alloc(0);
    const socket = connect({ port: Number(url.port || 80), host: url.hostname.replace(/^\[|\]$/g, "") });
    const finish = (end: ExchangeEnd) => {
      clearTimeout(timer);
      socket.destroy();
      resolve(new Exchange({ url: url.href, sent, received: received.subarray(0, largest), end }));
    };
    const timer = setTimeout(finish, patience, "time");
    socket.once("connect", () => socket.write(sent));
    socket.on("data", (piece) => {
      received = Buffer.concat([received, piece]);
      if (received.length > largest) finish("size");
      else if (isWhole(received.toString("latin1"), method)) finish("whole");
    });
    socket.once("end", () => finish("closed"));
    socket.once("error", (error: NodeJS.ErrnoException) => {
      // A server may answer a broken request and close at once: what came of its answer counts.
      if (error.code === "ECONNRESET" || error.code === "EPIPE") return finish("closed");
      clearTimeout(timer);
      reject(failureOf(url.href, error));
    });
  });
}
