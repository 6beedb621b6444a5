/** A page as a server sent it. */
import { request } from "node:http";
import { DjlabError } from "../tools/errors.js";
import { type Html, html } from "../tools/html.js";
import { Shown } from "../tools/show.js";
import { readable, titleOf } from "./readable.js";
import { sandboxed } from "./sandbox.js";

interface Answer {
  url: string;
  status: number;
  statusText: string;
  headers: [name: string, value: string][];
  body: string;
}

/** An answer over HTTP: status, headers and body, as they came. */
export class Page extends Shown {
  readonly url: string;
  /** For instance 200. */
  readonly status: number;
  /** For instance `OK`. */
  readonly statusText: string;
  /** In the order and spelling of the server. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** The body as text. */
  readonly body: string;

  constructor({ url, status, statusText, headers, body }: Answer) {
    super();
    this.url = url;
    this.status = status;
    this.statusText = statusText;
    this.headers = headers;
    this.body = body;
  }

  /** The value of a header, by its name in any case. */
  header(name: string): string | undefined {
    return this.headers.find(([found]) => found.toLowerCase() === name.toLowerCase())?.[1];
  }

  get isHtml(): boolean {
    return /^text\/html\b/.test(this.header("content-type") ?? "");
  }

  /** What a reader sees of it: the text without the markup. */
  get text(): string {
    return this.isHtml ? readable(this.body) : this.body;
  }

  protected asText(): string {
    return `${this.url}\n${this.status} ${this.statusText}\n\n${this.text}`;
  }

  protected asHtml(): Html {
    const title = titleOf(this.body) || this.url;
    const preview = html`<iframe sandbox="" srcdoc="${sandboxed(this.body)}" title="Page: ${title}"></iframe>`;
    return html`<div class="card"><p class="title">${this.status} ${this.statusText} <code>${this.url}</code></p>
      ${this.isHtml ? preview : html`<pre>${this.body}</pre>`}
      <details><summary>The headers that came with it</summary><table><tbody>${this.headers.map(
        ([name, value]) => html`<tr><th scope="row">${name}</th><td>${value}</td></tr>`,
      )}</tbody></table></details>
      ${this.isHtml && html`<details><summary>The page as text</summary><pre>${this.text}</pre></details>`}</div>`;
  }
}

/**
 * Fetches a page, without following redirects.
 *
 * @param path begins with a slash: it cannot lead to another machine
 * @throws DjlabError when nothing answers
 */
export async function fetchPage(base: string, path: string): Promise<Page> {
  if (!path.startsWith("/") || path.startsWith("//")) {
    throw new DjlabError(`"${path}" is not a path of a page`, {
      next: "Begin it with one slash, for instance /admin/",
    });
  }
  const url = new URL(path, base);
  return new Promise((resolve, reject) => {
    const failed = (cause: Error) =>
      reject(
        new DjlabError(`Nothing answers at ${url.href}`, {
          next: "Start the server: run the cell above that does it.",
          cause,
        }),
      );
    // A connection of its own for each page: a server that is being stopped waits for none.
    const asking = request(url, { agent: false, headers: { Accept: "text/html,*/*;q=0.8" } }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on("data", (chunk: Buffer) => chunks.push(chunk)).on("error", failed);
      answer.on("end", () =>
        resolve(
          new Page({
            url: url.href,
            status: answer.statusCode ?? 0,
            statusText: answer.statusMessage ?? "",
            headers: paired(answer.rawHeaders),
            body: Buffer.concat(chunks).toString("utf8"),
          }),
        ),
      );
    });
    asking.on("error", failed).end();
  });
}

function paired(raw: readonly string[]): [string, string][] {
  return raw.flatMap((name, index): [string, string][] => (index % 2 ? [] : [[name, raw[index + 1] ?? ""]]));
}
