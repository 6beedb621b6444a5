/** A project's addresses: the tree of patterns, from the project's urls.py down to the views. */
import type { Diagram } from "../../diagram/diagram.js";
import { type Route, urlMap } from "../../diagram/urls.js";
import { type Html, html } from "../../tools/html.js";
import { Shown } from "../../tools/show.js";
import { code, counted } from "../../tools/table.js";
import type { Issue } from "../check.js";
import type { Managed } from "../manage.js";
import { shortPath } from "./place.js";
import { resolve, type UrlMatch } from "./resolve.js";
import { type RouteValues, reverse } from "./reverse.js";
import { shownView, type View } from "./view.js";

/** One pattern: it leads to a view, or includes further patterns. */
export interface UrlPattern {
  /** Its own part, for instance `<int:id>/`. */
  route: string;
  /** With the parts of those that include it. */
  full: string;
  /** Whether its part is a regular expression. */
  isRegex: boolean;
  /** The converters in its part by the names of their values, for instance `{ id: "int" }`. */
  converters: Record<string, string>;
  name?: string;
  view?: View;
  /** What the pattern itself gives to the view besides. */
  extra?: Record<string, unknown>;
  includes?: UrlPattern[];
  /** The module of the included patterns, where they are a module's. */
  module?: string;
  namespace?: string;
  appName?: string;
}

/** A pattern that leads to a view; `name` with its namespaces. */
export interface FlatPattern extends UrlPattern {
  view: View;
}

/** As topics/urls.py answers. */
export interface UrlsAnswer {
  module: string;
  patterns: UrlPattern[];
  issues: Issue[];
}

/** The addresses that a project knows. */
export class UrlTree extends Shown {
  /** The setting ROOT_URLCONF, for instance `mysite.urls`. */
  readonly module: string;
  readonly patterns: readonly UrlPattern[];
  /** What Django's checks find wrong with them, for instance `urls.W002`. */
  readonly issues: readonly Issue[];
  readonly #project: Managed;

  constructor(project: Managed, answer: UrlsAnswer) {
    super();
    this.#project = project;
    this.module = answer.module;
    this.patterns = answer.patterns;
    this.issues = answer.issues;
  }

  /** Every pattern that leads to a view, in the order in which they are tried. */
  get flat(): FlatPattern[] {
    return flattened(this.patterns);
  }

  /**
   * Which pattern takes an address, asked now.
   *
   * @throws NoUrlMatches with what was tried
   * @example (await (await mysite.urls()).resolve("/admin/login/")).viewName // admin:login
   */
  resolve(address: string): Promise<UrlMatch> {
    return resolve(this.#project, address);
  }

  /**
   * The path of a pattern by its name, asked now.
   *
   * @throws NoReverse
   * @example await (await mysite.urls()).reverse("admin:login") // /admin/login/
   */
  reverse(name: string, values?: RouteValues): Promise<string> {
    return reverse(this.#project, name, values);
  }

  /**
   * The same as a picture: which address leads to which view.
   *
   * @example (await mysite.urls()).diagram();
   */
  diagram(): Diagram {
    return urlMap({ title: `The addresses of ${this.module}`, routes: this.patterns.map(routeOf) });
  }

  protected asText(): string {
    const issues = this.issues.map(({ id, message }) => `${id}: ${message}`);
    return [this.module, ...lines(this.patterns, "    "), ...issues].join("\n");
  }

  protected asHtml(): Html {
    return html`<div class="card"><p class="title">${counted(this.flat.length, "address pattern")}, from ${code(this.module)}</p>
      ${list(this.patterns)}${this.issues.map(({ id, message }) => html`<p><span class="badge">${id}</span>${message}</p>`)}</div>`;
  }
}

function routeOf({ route, name, namespace, view, includes }: UrlPattern): Route {
  const shown = view && { ...view, ...(view.file && { file: shortPath(view.file) }) };
  return { route, name, namespace, view: shown, includes: includes?.map(routeOf) };
}

function flattened(patterns: readonly UrlPattern[], namespaces: readonly string[] = []): FlatPattern[] {
  return patterns.flatMap((pattern) => {
    const { view, name, namespace, includes = [] } = pattern;
    if (!view) return flattened(includes, namespace ? [...namespaces, namespace] : namespaces);
    return [{ ...pattern, view, ...(name && { name: [...namespaces, name].join(":") }) }];
  });
}

function lines(patterns: readonly UrlPattern[], indent: string): string[] {
  return patterns.flatMap((pattern) => {
    const words = [
      shownRoute(pattern),
      pattern.view ? `-> ${shownView(pattern.view)}` : includedFrom(pattern),
    ];
    const name = pattern.name ?? pattern.namespace;
    if (name) words.push(`[${name}]`);
    return [indent + words.join("  "), ...lines(pattern.includes ?? [], `${indent}    `)];
  });
}

function list(patterns: readonly UrlPattern[]): Html {
  return html`<ul>${patterns.map((pattern) => html`<li>${item(pattern)}</li>`)}</ul>`;
}

function item(pattern: UrlPattern): Html {
  const { view, name, namespace, includes } = pattern;
  const route = code(shownRoute(pattern));
  if (view) {
    return html`${route} → ${code(shownView(view))} ${view.kind === "class" && html`<span class="badge">class</span>`}
      ${name && html`<span class="soft">name ${code(name)}</span>`}`;
  }
  const label = html`${route} <span class="soft">${includedFrom(pattern)}${namespace && html`, namespace ${code(namespace)}`}</span>`;
  // A long list, such as the admin's, is opened by whoever wants to see it.
  const isLong = (includes?.length ?? 0) > 12;
  return isLong
    ? html`<details><summary>${label}</summary>${list(includes ?? [])}</details>`
    : html`${label}${list(includes ?? [])}`;
}

/** The empty route needs a word to be seen. */
function shownRoute({ route }: UrlPattern): string {
  return route || '""';
}

function includedFrom({ module, includes = [] }: UrlPattern): string {
  return `includes ${counted(includes.length, "pattern")}${module ? ` of ${module}` : ""}`;
}
