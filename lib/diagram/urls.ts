/** Which address leads to which view. */
import { type Html, html } from "../tools/html.js";
import { Diagram, type Outline } from "./diagram.js";
import { elbows, type IndentedRow, indent } from "./indented.js";
import { type CodePlace, placeOf } from "./places.js";
import { arrowHead, box, hues, path, text } from "./svg.js";
import { type Font, oneLine, widthOf } from "./words.js";

/** A pattern of a URLconf. */
export interface Route {
  /** As it stands there, for instance `polls/<int:pk>/`. */
  route: string;
  /** What `reverse()` takes. */
  name?: string;
  namespace?: string;
  view?: CodePlace;
  /** What `include()` brings. */
  includes?: readonly Route[];
}

export interface UrlMapInput {
  title?: string;
  description?: string;
  routes: readonly Route[];
}

interface Row extends IndentedRow {
  route: Route;
}

const routeFont: Font = { size: 13, mono: true };
const nameFont: Font = { size: 11.5 };
const viewFont: Font = { size: 12, mono: true };
const placeFont: Font = { size: 11.5 };
const [longestRoute, longestName, longestView] = [270, 170, 270];

/**
 * Draws the patterns of a URLconf in the order in which Django tries them, each with its name and its view.
 *
 * @source https://docs.djangoproject.com/en/stable/topics/http/urls/#how-django-processes-a-request
 * @example
 * urlMap({ routes: [{ route: "polls/", namespace: "polls", includes: [
 *   { route: "", name: "index", view: { name: "polls.views.index", file: "polls/views.py", line: 4 } },
 * ] }] });
 */
export function urlMap({ title = "The addresses", description, routes }: UrlMapInput): Diagram {
  const rows = placed(routes);
  const texts = rows.slice(1).map(({ route }) => route);
  const routeEnd = Math.max(...rows.map(({ route, depth }) => 12 + depth * indent + routeWidth(route)));
  const names = Math.max(
    0,
    ...texts.map((route) => Math.min(longestName, widthOf(besideRoute(route), nameFont))),
  );
  const views = Math.max(0, ...texts.map(viewWidth));
  const nameX = routeEnd + 16;
  const viewX = nameX + names + 44;
  const count = texts.filter(({ view }) => view).length;
  return new Diagram({
    title,
    description:
      description ?? `The patterns in the order in which Django tries them; ${count} lead to a view.`,
    width: viewX + views + 8,
    height: rows.at(-1)!.y + 24,
    drawing: html`${elbows(rows)}${rows.map((row, index) =>
      index === 0
        ? text("/", { x: 8, y: row.y }, { ...routeFont, bold: true })
        : drawnRow(row, { nameX, viewX, views }),
    )}`,
    outline: outlined(routes),
  });
}

function placed(routes: readonly Route[]): Row[] {
  const rows: Row[] = [{ route: { route: "" }, depth: 0, parent: -1, y: 20 }];
  let [y, before] = [20, 26];
  const place = (route: Route, depth: number, parent: number) => {
    const height = !route.view ? 26 : placeOf(route.view) ? 46 : 32;
    y += (before + height) / 2;
    before = height;
    rows.push({ route, depth, parent, y });
    const own = rows.length - 1;
    for (const below of route.includes ?? []) place(below, depth + 1, own);
  };
  for (const route of routes) place(route, 1, 0);
  return rows;
}

/** An empty pattern has to be seen. */
function written({ route }: Route): string {
  return route === "" ? "''" : route;
}

function routeWidth(route: Route): number {
  return Math.min(longestRoute, widthOf(oneLine(written(route)), routeFont));
}

function besideRoute({ name, namespace, includes }: Route): string {
  const words = [
    name !== undefined && `name ${name}`,
    includes && "include",
    namespace !== undefined && `namespace ${namespace}`,
  ];
  return oneLine(words.filter(Boolean).join(", "));
}

function viewWidth({ view }: Route): number {
  if (!view) return 0;
  const widest = Math.max(widthOf(oneLine(view.name), viewFont), widthOf(placeOf(view), placeFont));
  return Math.min(longestView, widest) + 20;
}

function drawnRow({ route, depth, y }: Row, at: { nameX: number; viewX: number; views: number }): Html {
  const x = 12 + depth * indent;
  const beside = besideRoute(route);
  const start = beside
    ? at.nameX + Math.min(longestName, widthOf(beside, nameFont)) + 8
    : x + routeWidth(route) + 10;
  return html`${text(written(route), { x, y }, { ...routeFont, bold: route.includes !== undefined, within: longestRoute })}${
    beside && text(beside, { x: at.nameX, y }, { ...nameFont, soft: true, within: longestName })
  }${route.view && drawnView(route.view, start, at, y)}`;
}

function drawnView(
  view: CodePlace,
  start: number,
  { viewX, views }: { viewX: number; views: number },
  y: number,
): Html {
  const [from, to] = [
    { x: start, y: y - 4 },
    { x: viewX - 2, y: y - 4 },
  ];
  const place = placeOf(view);
  const height = place ? 38 : 26;
  const nameY = place ? y - 8 : y;
  return html`${path([from, to], { dashed: true, faint: true })}${arrowHead(from, to)}${box({ x: viewX, y: y - 4 - height / 2, width: views, height }, { hue: hues[0], ground: 0.1 })}${text(view.name, { x: viewX + 10, y: nameY }, { ...viewFont, within: longestView })}${
    place && text(place, { x: viewX + 10, y: y + 8 }, { ...placeFont, soft: true, within: longestView })
  }`;
}

function outlined(routes: readonly Route[]): Outline[] {
  return routes.map((route) => ({
    text: [
      written(route),
      besideRoute(route) && `(${besideRoute(route)})`,
      route.view && `→ ${route.view.name}`,
      route.view && placeOf(route.view) && `in ${placeOf(route.view)}`,
    ]
      .filter(Boolean)
      .join(" "),
    under: outlined(route.includes ?? []),
  }));
}
