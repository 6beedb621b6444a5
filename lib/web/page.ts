/** A page as a server sent it. */
import { DjlabError } from "../tools/errors.js";
import { type Html, html } from "../tools/html.js";
import { Shown } from "../tools/show.js";
import { type Answer, ask } from "./ask.js";
import { type Link, PageDocument } from "./document.js";
import type { Form } from "./form.js";
import { localAddress } from "./loopback.js";
import { type Problem, problemIn } from "./problem.js";
import { readable } from "./readable.js";
import { sandboxed } from "./sandbox.js";
import { headerShown, withoutTokens } from "./tokens.js";

/** An answer that led on to another page. */
export interface Redirect {
  /** What was asked. */
  method: string;
  url: string;
  status: number;
  /** The header Location, as it came. */
  location: string;
}

interface PageFacts extends Omit<Answer, "method" | "size"> {
  method?: string;
  size?: number;
  redirects?: readonly Redirect[];
}

/** Types of texts that are not called so: `application/problem+json`, `image/svg+xml`. */
const textual =
  /^application\/(.+[+.-])?(json|ndjson|jsonl|xml|yaml|toml|sql|openapi|javascript|ecmascript|x-www-form-urlencoded)\b|\+xml\b/i;

/** The body is not JSON. */
export class NotJson extends DjlabError {}

/** An answer over HTTP: status, headers and body, as they came. */
export class Page extends Shown {
  readonly url: string;
  /** The method that it answers. */
  readonly method: string;
  /** For instance 200. */
  readonly status: number;
  /** For instance `OK`. */
  readonly statusText: string;
  /** In the order and spelling of the server. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** The body as text. */
  readonly body: string;
  /** Bytes of the body, unpacked. */
  readonly size: number;
  /** The answers that led here, first to last. */
  readonly redirects: readonly Redirect[];
  #document?: PageDocument;

  constructor({ url, method = "GET", status, statusText, headers, body, size, redirects = [] }: PageFacts) {
    super();
    this.url = url;
    this.method = method;
    this.status = status;
    this.statusText = statusText;
    this.headers = headers;
    this.body = body;
    this.size = size ?? Buffer.byteLength(body);
    this.redirects = redirects;
  }

  /** The value of a header, by its name in any case. */
  header(name: string): string | undefined {
    return this.headers.find(([found]) => found.toLowerCase() === name.toLowerCase())?.[1];
  }

  get isHtml(): boolean {
    return /^text\/html\b/i.test(this.header("content-type") ?? "");
  }

  /** Whether its type is one of texts: an image is none, nor a packed file. */
  get isText(): boolean {
    const type = this.header("content-type") || "text/plain";
    return /^text\//i.test(type) || textual.test(type);
  }

  /** What a reader sees of it: the text without the markup; of what is no text, its size and type. */
  get text(): string {
    if (!this.isText) return `(${this.size} bytes of ${this.header("content-type")})`;
    return this.isHtml ? readable(this.body) : this.body;
  }

  /** Its status in words, and where it leads. */
  get #outcome(): string {
    const to = this.status >= 300 && this.status < 400 && this.header("location");
    return `${`${this.status} ${this.statusText}`.trim()}${to ? `, go to ${to}` : ""}`;
  }

  /** The page's title; empty when it has none. */
  get title(): string {
    return this.#parsed?.title ?? "";
  }

  get links(): Link[] {
    return this.#parsed?.links ?? [];
  }

  get forms(): Form[] {
    return this.#parsed?.forms ?? [];
  }

  /**
   * The body as data.
   *
   * @throws NotJson
   */
  get json(): unknown {
    try {
      return JSON.parse(this.body);
    } catch (cause) {
      throw new NotJson(`What ${this.url} answered is not JSON`, { next: "Look at it: page.text", cause });
    }
  }

  /** What went wrong in the project, when this is Django's own page about that. */
  get problem(): Problem | undefined {
    if (this.status < 400) return undefined;
    return problemIn(this.isHtml ? (this.#parsed?.textOf("traceback_area") ?? "") : this.body);
  }

  get #parsed(): PageDocument | undefined {
    if (this.isHtml) this.#document ??= new PageDocument(this.body);
    return this.#document;
  }

  get #isShownAsPage(): boolean {
    return this.isHtml && this.body !== "";
  }

  protected asText(): string {
    const steps = this.redirects.map((redirect) => `${stepOf(redirect)}\n`).join("");
    const text = this.problem ? String(this.problem) : withoutTokens(this.text);
    return `${steps}${this.url}\n${this.#outcome}\n\n${text}`;
  }

  protected asHtml(): Html {
    const body = withoutTokens(this.body);
    const name = `Page: ${this.title || this.url}`;
    const preview = html`<iframe sandbox="" srcdoc="${sandboxed(body)}" title="${name}" height="${isFewWords(body) ? "96" : "384"}"></iframe>`;
    const steps = html`<ol>${this.redirects.map((redirect) => html`<li>${stepOf(redirect)}</li>`)}</ol>`;
    return html`<div class="card">${this.redirects.length > 0 && steps}
      <p class="title">${this.#outcome} <code>${this.url}</code></p>${this.problem?.look}
      ${this.#isShownAsPage ? preview : html`<pre>${this.isText ? body || "(no body)" : this.text}</pre>`}
      <details><summary>The headers that came with it</summary><table><tbody>${this.headers.map(
        ([name, value]) => html`<tr><th scope="row">${name}</th><td>${headerShown(name, value)}</td></tr>`,
      )}</tbody></table></details>
      ${this.#isShownAsPage && html`<details><summary>The page as text</summary><pre>${withoutTokens(this.text)}</pre></details>`}</div>`;
  }
}

/** Whether a low frame is enough for a page: it cannot tell its own height from inside the sandbox. */
function isFewWords(body: string): boolean {
  return body.length < 120 && !/<(?:style|link|img|script|br|p|li|h\d)\b/iu.test(body);
}

function stepOf({ method, url, status, location }: Redirect): string {
  return `${method} ${new URL(url).pathname}: ${status}, go to ${location}`;
}

/**
 * Fetches a page, without following redirects.
 *
 * @param path begins with a slash: it cannot lead to another machine
 * @throws LeadsAway, NothingAnswers, AnswerTooSlow, AnswerTooLarge, AnswerCutShort, AnswerGarbled
 */
export async function fetchPage(base: string, path: string): Promise<Page> {
  return new Page(await ask(localAddress(base, path)));
}
