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

interface PageFacts extends Omit<Answer, "method"> {
  method?: string;
  redirects?: readonly Redirect[];
}

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
  /** The answers that led here, first to last. */
  readonly redirects: readonly Redirect[];
  #document?: PageDocument;

  constructor({ url, method = "GET", status, statusText, headers, body, redirects = [] }: PageFacts) {
    super();
    this.url = url;
    this.method = method;
    this.status = status;
    this.statusText = statusText;
    this.headers = headers;
    this.body = body;
    this.redirects = redirects;
  }

  /** The value of a header, by its name in any case. */
  header(name: string): string | undefined {
    return this.headers.find(([found]) => found.toLowerCase() === name.toLowerCase())?.[1];
  }

  get isHtml(): boolean {
    return /^text\/html\b/i.test(this.header("content-type") ?? "");
  }

  /** What a reader sees of it: the text without the markup. */
  get text(): string {
    return this.isHtml ? readable(this.body) : this.body;
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

  protected asText(): string {
    const steps = this.redirects.map((redirect) => `${stepOf(redirect)}\n`).join("");
    const text = this.problem ? String(this.problem) : withoutTokens(this.text);
    return `${steps}${this.url}\n${this.status} ${this.statusText}\n\n${text}`;
  }

  protected asHtml(): Html {
    const body = withoutTokens(this.body);
    const preview = html`<iframe sandbox="" srcdoc="${sandboxed(body)}" title="Page: ${this.title || this.url}"></iframe>`;
    const steps = html`<ol>${this.redirects.map((redirect) => html`<li>${stepOf(redirect)}</li>`)}</ol>`;
    return html`<div class="card">${this.redirects.length > 0 && steps}
      <p class="title">${this.status} ${this.statusText} <code>${this.url}</code></p>${this.problem?.look}
      ${this.isHtml ? preview : html`<pre>${body}</pre>`}
      <details><summary>The headers that came with it</summary><table><tbody>${this.headers.map(
        ([name, value]) => html`<tr><th scope="row">${name}</th><td>${headerShown(name, value)}</td></tr>`,
      )}</tbody></table></details>
      ${this.isHtml && html`<details><summary>The page as text</summary><pre>${withoutTokens(this.text)}</pre></details>`}</div>`;
  }
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
