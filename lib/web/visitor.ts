/** Somebody who visits a server: keeps cookies, follows links and redirects, fills in forms. */
import { DjlabError } from "../tools/errors.js";
import { type Html, html } from "../tools/html.js";
import { Shown } from "../tools/show.js";
import { type Asking, ask, type Limits } from "./ask.js";
import { CookieJar } from "./cookies.js";
import { encoded, textsOf } from "./encode.js";
import { type FieldValue, type Form, NoSuchField } from "./form.js";
import { type Addressed, LeadsAway, localAddress, withinServer } from "./loopback.js";
import { Page, type Redirect } from "./page.js";
import { leadsTo, redirected } from "./redirects.js";
import { askingFor, type Visit } from "./visit.js";

/** No page is open yet, or it has no such link or form. */
export class NothingThere extends DjlabError {}

/** A page has several forms, and neither a field nor anything else says which one is meant. */
export class SeveralForms extends DjlabError {}

/** A server sends from page to page without end. */
export class RedirectsForEver extends DjlabError {}

interface Submission extends Limits {
  /** The button that is pressed, by its name: the first one unless said. */
  button?: string;
  /** The form, by its id or its action, or itself, when several have these fields. */
  form?: string | Form;
}

const mostRedirects = 10;

/**
 * A visitor of one server of this machine, as a browser that runs no scripts.
 *
 * @example
 * const visitor = new Visitor(server);
 * (await visitor.get("/admin/")).title; // Log in | Django site admin
 */
export class Visitor extends Shown {
  /** The cookies that it was given. */
  readonly cookies = new CookieJar();
  readonly #server: Addressed;
  readonly #pages: Page[] = [];

  /** @throws LeadsAway for a server that is not on this machine */
  constructor(
    server: Addressed | string,
    readonly limits: Limits = {},
  ) {
    super();
    this.#server = typeof server === "string" ? { url: server } : server;
    localAddress(this.#server.url, "/");
  }

  get #base(): string {
    return localAddress(this.#server.url, "/").href;
  }

  /** The pages that it saw, the last one is open. */
  get pages(): readonly Page[] {
    return this.#pages;
  }

  /**
   * The page that is open.
   *
   * @throws NothingThere before the first one
   */
  get page(): Page {
    const page = this.#pages.at(-1);
    if (!page)
      throw new NothingThere("This visitor has seen no page yet", { next: 'Ask for one: visitor.get("/")' });
    return page;
  }

  /**
   * Asks for a page and opens it. Redirects are followed at this server, and nowhere else.
   *
   * @param path begins with a slash
   * @throws LeadsAway, RedirectsForEver, NothingAnswers, AnswerTooSlow, AnswerTooLarge, AnswerCutShort, AnswerGarbled
   */
  get(path: string, visit: Visit = {}): Promise<Page> {
    return this.ask("GET", path, visit);
  }

  /** As `get`, by POST: with fields, JSON, or nothing. */
  post(path: string, visit: Visit = {}): Promise<Page> {
    return this.ask("POST", path, visit);
  }

  /** As `get`, by any method of HTTP's, such as HEAD, PUT or OPTIONS. */
  async ask(method: string, path: string, visit: Visit = {}): Promise<Page> {
    await this.#server.ready?.();
    const url = localAddress(this.#base, path);
    for (const [name, value] of Object.entries(visit.query ?? {})) url.searchParams.append(name, value);
    const asking = await askingFor(method, visit, this.cookies.value("csrftoken"));
    return this.#go(url, visit.follow !== false, { ...this.limits, ...asking });
  }

  /**
   * Fills in a form of the open page and sends it, with its hidden fields, as a browser would.
   *
   * @param values by the fields' names; a form that has them all is taken
   * @throws NothingThere, NoSuchField
   * @throws SeveralForms when no field is named and the page has more than one form: on each page of the admin,
   *   the first one logs out
   * @example
   * const guest = new Visitor(server);
   * await guest.get("/admin/login/");
   * await guest.submit({ username: "nobody", password: "wrong" });
   * guest.page.status; // 200
   */
  async submit(
    values: Readonly<Record<string, FieldValue>> = {},
    submission: Submission = {},
  ): Promise<Page> {
    const form = this.#form(Object.keys(values), submission.form);
    await this.#server.ready?.();
    const entries = form.entries(values, submission.button);
    const url = this.#inside(form.action || this.page.url);
    if (form.method === "GET") {
      url.search = new URLSearchParams(textsOf(entries)).toString();
      return this.#go(url, true, { ...this.limits, ...submission });
    }
    const { body, type } = await encoded(entries, form.multipart);
    const headers = {
      "Content-Type": type ?? "",
      Referer: this.page.url,
      Origin: new URL(this.#base).origin,
    };
    return this.#go(url, true, { ...this.limits, ...submission, method: "POST", body, headers });
  }

  /**
   * Follows a link of the open page, by its text.
   *
   * @throws NothingThere, LeadsAway
   */
  async follow(text: string): Promise<Page> {
    const { links, url } = this.page;
    const link = links.find((one) => one.text === text) ?? links.find((one) => one.text.includes(text));
    if (!link) {
      const texts = links.map((one) => one.text).filter(Boolean);
      throw new NothingThere(`${url} has no link "${text}"`, {
        next: `It has: ${texts.join(", ") || "none"}`,
      });
    }
    await this.#server.ready?.();
    return this.#go(this.#inside(link.href), true, this.limits);
  }

  #form(names: string[], wanted?: string | Form): Form {
    if (typeof wanted === "object") return wanted;
    const { forms, url } = this.page;
    const meant = forms.filter(
      ({ id, action }) => wanted === undefined || id === wanted || action === wanted,
    );
    if (meant.length === 0) {
      throw new NothingThere(`${url} has no form${wanted === undefined ? "" : ` "${wanted}"`}`, {
        next: "Look at its forms: visitor.page.forms",
      });
    }
    if (names.length === 0 && meant.length > 1) {
      const all = meant.map(({ method, action }) => `${method} ${action || "(this page)"}`).join(", ");
      const last = forms.findLastIndex((one) => meant.includes(one));
      throw new SeveralForms(`${url} has ${meant.length} forms: ${all}`, {
        next: `Say which: visitor.submit({}, { form: visitor.page.forms[${last}] })`,
      });
    }
    const form = meant.find((one) => names.every((name) => one.names.includes(name)));
    if (form) return form;
    const all = meant.map((one) => one.names.join(", ")).join("; ");
    throw new NoSuchField(`No form of ${url} has the fields ${names.join(", ")}`, {
      next: `They have: ${all}`,
    });
  }

  /** An address in the open page; of this server only. */
  #inside(address: string): URL {
    const url = withinServer(address, this.page.url);
    if (url) return url;
    throw new LeadsAway(`${address} leads away from this server`, {
      next: "Open it in a browser, if you trust it.",
    });
  }

  async #go(first: URL, follow: boolean, asking: Asking): Promise<Page> {
    const redirects: Redirect[] = [];
    let request = asking;
    for (let url = first; redirects.length <= mostRedirects; ) {
      const page = new Page({ ...(await this.#once(url, request)), redirects: [...redirects] });
      const to = follow ? leadsTo(page) : undefined;
      if (!to) {
        this.#pages.push(page);
        return page;
      }
      const location = page.header("location") ?? "";
      redirects.push({ method: page.method, url: url.href, status: page.status, location });
      request = redirected(request, page.status);
      url = to;
    }
    throw new RedirectsForEver(`${first.href} was led on more than ${mostRedirects} times`, {
      next: `Look at the first one: visitor.get("${first.pathname}", { follow: false })`,
    });
  }

  async #once(url: URL, asking: Asking) {
    const cookie = this.cookies.header(url.pathname);
    const headers = { ...(cookie && { Cookie: cookie }), ...asking.headers };
    const answer = await ask(url, { ...asking, headers });
    for (const [name, value] of answer.headers) {
      if (name.toLowerCase() === "set-cookie") this.cookies.take(value, url.pathname);
    }
    return answer;
  }

  /** What was asked, and what it led on to. */
  get #steps(): Pick<Redirect, "method" | "url" | "status">[] {
    return this.#pages.flatMap((page) => [...page.redirects, page]);
  }

  protected asText(): string {
    const pages = this.#steps.map(({ method, url, status }) => `${method} ${url} ${status}`);
    return [`A visitor of ${this.#base}`, ...pages, String(this.cookies)].join("\n");
  }

  protected asHtml(): Html {
    return html`<div class="card"><p class="title">A visitor of <code>${this.#base}</code></p>
      <ol>${this.#steps.map(({ method, url, status }) => html`<li>${method} <code>${url}</code>: ${status}</li>`)}</ol>
      ${this.cookies.look}</div>`;
  }
}
