/** Which pattern takes an address. */
import { DjlabError } from "../../tools/errors.js";
import { type Html, html } from "../../tools/html.js";
import { Shown } from "../../tools/show.js";
import { code, htmlTable, textTable } from "../../tools/table.js";
import type { Managed } from "../manage.js";
import { ask } from "./ask.js";
import { shownView, type View } from "./view.js";

/** As topics/resolve.py answers for each path. */
export type ResolveAnswer = MatchAnswer | MissAnswer;

interface MatchAnswer {
  path: string;
  route: string;
  viewName: string;
  namespaces: string[];
  view: View;
  args: unknown[];
  kwargs: Record<string, unknown>;
}

interface MissAnswer {
  path: string;
  tried: string[][];
  withSlash: boolean;
}

/** No pattern takes an address: a browser would get the answer 404. */
export class NoUrlMatches extends DjlabError {
  /** The address's path, decoded. */
  readonly path: string;
  /** The patterns that were tried, in order: each the way down the tree. */
  readonly tried: readonly (readonly string[])[];

  constructor({ path, tried, withSlash }: MissAnswer) {
    const ways = tried.map((way) => `\n  ${way.map((part) => part || '""').join(" ")}`).join("");
    super(`No pattern takes ${path}${ways ? `; tried:${ways}` : ": there are none"}`, {
      next: withSlash
        ? `${path}/ is taken: Django's CommonMiddleware sends a browser on to it. Ask for that one.`
        : "Compare the address with the patterns, or add one to a urls.py.",
    });
    this.path = path;
    this.tried = tried;
  }
}

/** The pattern that takes an address, and the view that it leads to. */
export class UrlMatch extends Shown {
  /** The path that Django saw: decoded, without query. */
  readonly path: string;
  /** All parts of the pattern together, for instance `polls/<int:id>/`. */
  readonly route: string;
  /** With its namespaces, for instance `polls:detail`; empty for a pattern without name. */
  readonly viewName: string;
  readonly namespaces: readonly string[];
  readonly view: View;
  /** What the view gets besides the request; values as JSON would hold them. */
  readonly args: readonly unknown[];
  readonly kwargs: Readonly<Record<string, unknown>>;

  constructor(answer: MatchAnswer) {
    super();
    this.path = answer.path;
    this.route = answer.route;
    this.viewName = answer.viewName;
    this.namespaces = answer.namespaces;
    this.view = answer.view;
    this.args = answer.args;
    this.kwargs = answer.kwargs;
  }

  #rows(): [string, string][] {
    const values = [
      ...this.args.map((value) => JSON.stringify(value)),
      ...Object.entries(this.kwargs).map(([name, value]) => `${name}=${JSON.stringify(value)}`),
    ];
    const rows: [string, string][] = [
      ["pattern", this.route || '""'],
      ["view", shownView(this.view)],
      ["name", this.viewName],
      ["is given", values.join(", ")],
    ];
    return rows.filter(([, text]) => text);
  }

  protected asText(): string {
    return `${this.path}\n${textTable(this.#rows())}`;
  }

  protected asHtml(): Html {
    const rows = this.#rows().map(([name, text]) => [name, code(text)]);
    return html`<div class="card"><p class="title">${code(this.path)}</p>${htmlTable(["part", "value"], rows)}</div>`;
  }
}

/**
 * Which pattern takes each address, in one process: Django's own resolver answers.
 *
 * @param addresses each begins with `/`; a query is left out, `%` is decoded, as on the way through a server
 * @returns in their order; a miss is an error that is returned, not thrown
 * @throws DjlabError for an address without `/` at the beginning
 */
export async function resolveAll(
  project: Managed,
  addresses: readonly string[],
): Promise<(UrlMatch | NoUrlMatches)[]> {
  for (const address of addresses) {
    if (address.startsWith("/")) continue;
    throw new DjlabError(`"${address}" is not the path of an address`, {
      next: "Begin with a slash, for instance /admin/.",
    });
  }
  const { resolve } = await ask<{ resolve: ResolveAnswer[] }>(project, { resolve: { paths: addresses } });
  return resolve.map((answer) => ("tried" in answer ? new NoUrlMatches(answer) : new UrlMatch(answer)));
}

/**
 * Which pattern takes an address.
 *
 * @param address begins with `/`
 * @throws NoUrlMatches with what was tried
 * @source https://docs.djangoproject.com/en/stable/ref/urlresolvers/#resolve
 * @example (await mysite.resolve("/admin/")).viewName // admin:index
 */
export async function resolve(project: Managed, address: string): Promise<UrlMatch> {
  const [found] = await resolveAll(project, [address]);
  if (found instanceof UrlMatch) return found;
  throw found;
}
