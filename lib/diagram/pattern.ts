/** The parts of an application by what each is for: MVC, and Django's MVT. */
import { type Html, html } from "../tools/html.js";
import { drawnCard, type Fitted, fitted } from "./card.js";
import { Diagram, type Outline } from "./diagram.js";
import { type CodePlace, placeOf } from "./places.js";
import { type Flow, type PatternName, type Place, patterns, type Role } from "./roles.js";
import { arrowHead, type Point, path, type Rectangle, text } from "./svg.js";

export interface PatternPart extends CodePlace {
  role: Role;
}

export interface PatternInput {
  title?: string;
  description?: string;
  pattern: PatternName;
  parts: readonly PatternPart[];
}

/**
 * Draws the roles of a pattern, the parts that have them, and what goes from one to the other.
 *
 * @source https://docs.djangoproject.com/en/stable/faq/general/#django-appears-to-be-a-mvc-framework-but-you-call-the-controller-the-view-and-the-view-the-template-how-come-you-don-t-use-the-standard-names
 * @example
 * patternDiagram({ pattern: "MVT", parts: [
 *   { role: "view", name: "index", file: "polls/views.py", line: 4 },
 *   { role: "template", name: "index.html", file: "polls/templates/polls/index.html" },
 * ] });
 */
export function patternDiagram({ title, description, pattern, parts }: PatternInput): Diagram {
  const { width, height, drawing } = drawn(pattern, parts, {
    narrowest: 220,
    widest: 300,
    across: 66,
    isFull: true,
  });
  return new Diagram({
    title: title ?? pattern,
    description: description ?? `The roles of ${pattern}, and what goes from one to the other.`,
    width,
    height,
    drawing,
    outline: outlined(pattern, parts),
  });
}

/**
 * Draws MVC and MVT side by side: what does the same has the same words above its name.
 *
 * @example
 * patternsBeside({ mvc: [], mvt: [{ role: "view", name: "index" }] });
 */
export function patternsBeside(input: {
  title?: string;
  description?: string;
  mvc: readonly PatternPart[];
  mvt: readonly PatternPart[];
}): Diagram {
  const look = { narrowest: 134, widest: 134, across: 38, isFull: false };
  const [left, right] = [drawn("MVC", input.mvc, look), drawn("MVT", input.mvt, look)];
  const at = (x: number, name: string, piece: Html) =>
    html`<g transform="translate(${x} 26)">${piece}</g>${text(name, { x: x + 52, y: 18 }, { size: 14, bold: true })}`;
  return new Diagram({
    title: input.title ?? "MVC beside MVT",
    description:
      input.description ??
      "What a controller decides is shared in MVT by Django, its URLconf and the view; MVC's view is MVT's template.",
    width: left.width + right.width + 6,
    height: Math.max(left.height, right.height) + 26,
    drawing: html`${at(0, "MVC", left.drawing)}${at(left.width + 6, "MVT, as in Django", right.drawing)}`,
    outline: [
      { text: "MVC", under: outlined("MVC", input.mvc) },
      { text: "MVT", under: outlined("MVT", input.mvt) },
    ],
  });
}

interface Look {
  /** Pixels; all cards are as wide as the one that needs most. */
  narrowest: number;
  widest: number;
  /** Pixels between the columns. */
  across: number;
  /** Whether each part is told with its file. */
  isFull: boolean;
}

// Both drawings fit the column of a handout, some 720 pixels.
const [leftRoom, down] = [42, 46];

function drawn(
  pattern: PatternName,
  parts: readonly PatternPart[],
  { narrowest, widest, across, isFull }: Look,
) {
  const { places, flows } = patterns[pattern];
  const cards = new Map(places.map((place) => [place.role, cardOf(place, parts, widest, isFull)]));
  const cardWidth = Math.max(narrowest, ...[...cards.values()].map(({ width }) => width));
  const rows = 1 + Math.max(...places.map(({ row }) => row));
  const heights = Array.from({ length: rows }, (_, row) =>
    Math.max(...places.filter((place) => place.row === row).map(({ role }) => cards.get(role)!.height)),
  );
  const top = (row: number) => 8 + heights.slice(0, row).reduce((sum, height) => sum + height + down, 0);
  const boxes = new Map(
    places.map(({ role, column, row }): [Role, Rectangle] => {
      const { height } = cards.get(role)!;
      const x = leftRoom + column * (cardWidth + across);
      return [role, { x, y: top(row) + (heights[row]! - height) / 2, width: cardWidth, height }];
    }),
  );
  return {
    width: leftRoom + 2 * cardWidth + across + 8,
    height: top(rows) - down + 8,
    drawing: html`${flows.map((flow) => drawnFlow(flow, boxes, flows))}${places.map(({ role }) => drawnCard({ ...cards.get(role)!, width: cardWidth }, boxes.get(role)!))}`,
  };
}

function cardOf(
  { role, label, job, hue }: Place,
  parts: readonly PatternPart[],
  widest: number,
  isFull: boolean,
): Fitted {
  const own = parts.filter((part) => part.role === role);
  const lines = own.map((part) =>
    isFull ? { name: part.name, about: placeOf(part) } : { name: shortName(part.name), about: "" },
  );
  return fitted({ kicker: job, label, lines, hue, widest });
}

/** `polls/index.html` by its file, `polls.views.index` by its function; the usual database needs no alias. */
function shortName(name: string): string {
  if (name === "database default") return "database";
  const file = name.slice(name.lastIndexOf("/") + 1);
  return file.split(".").length > 2 ? file.slice(file.lastIndexOf(".") + 1) : file;
}

function drawnFlow(
  [from, to, label, back]: Flow,
  boxes: ReadonlyMap<Role, Rectangle>,
  flows: readonly Flow[],
): Html {
  const [a, b] = [boxes.get(from)!, boxes.get(to)!];
  const hasOpposite = flows.some(([start, end, , other]) => start === to && end === from && !other);
  if (back) return backwards(label, a, b);
  return a.x === b.x ? upOrDown(label, a, b, hasOpposite) : sideways(label, a, b);
}

/** Between two cards one above the other. */
function upOrDown(label: string, a: Rectangle, b: Rectangle, hasOpposite: boolean): Html {
  const isDown = a.y < b.y;
  const x = a.x + a.width / 2 + (hasOpposite ? (isDown ? -12 : 12) : 0);
  const points = isDown
    ? [
        { x, y: a.y + a.height },
        { x, y: b.y },
      ]
    : [
        { x, y: a.y },
        { x, y: b.y + b.height },
      ];
  const middle = (points[0]!.y + points[1]!.y) / 2 + 4;
  const isLeft = hasOpposite && isDown;
  return arrow(
    points,
    label,
    { x: isLeft ? x - 8 : x + 8, y: middle },
    isLeft ? "end" : "start",
    a.width / 2 + 16,
  );
}

/** Between two cards side by side: there above, and back below. */
function sideways(label: string, a: Rectangle, b: Rectangle): Html {
  const isRight = a.x < b.x;
  const y = (Math.max(a.y, b.y) + Math.min(a.y + a.height, b.y + b.height)) / 2 + (isRight ? -9 : 9);
  const [start, end] = isRight ? [a.x + a.width, b.x] : [a.x, b.x + b.width];
  const points = [
    { x: start, y },
    { x: end, y },
  ];
  const room = Math.abs(end - start) - 6;
  return arrow(points, label, { x: (start + end) / 2, y: isRight ? y - 6 : y + 15 }, "middle", room);
}

/** From a card up to one above it, past the left of those between them. */
function backwards(label: string, a: Rectangle, b: Rectangle): Html {
  const x = a.x - 22;
  const [from, to] = [a.y + a.height / 2, b.y + b.height / 2];
  const points = [
    { x: a.x, y: from },
    { x, y: from },
    { x, y: to },
    { x: b.x, y: to },
  ];
  const middle = { x: x - 8, y: (from + to) / 2 };
  const turned = html`<g transform="rotate(-90 ${Math.round(middle.x)} ${Math.round(middle.y)})">${text(label, { x: Math.round(middle.x), y: Math.round(middle.y) }, { size: 11.5, anchor: "middle" })}</g>`;
  return html`${path(points)}${arrowHead(points.at(-2)!, points.at(-1)!)}${turned}`;
}

function arrow(
  points: Point[],
  label: string,
  at: Point,
  anchor: "start" | "middle" | "end",
  within: number,
): Html {
  return html`${path(points)}${arrowHead(points[0]!, points[1]!)}${text(label, at, { size: 11.5, anchor, within })}`;
}

function outlined(pattern: PatternName, parts: readonly PatternPart[]): Outline[] {
  const { places, flows } = patterns[pattern];
  const name = (role: Role) => places.find((place) => place.role === role)!.label;
  return places.map(({ role, label, job }) => ({
    text: `${label}: ${job}`,
    under: [
      ...parts
        .filter((part) => part.role === role)
        .map((part) => ({ text: [part.name, placeOf(part)].filter(Boolean).join(", ") })),
      ...flows.filter(([from]) => from === role).map(([, to, said]) => ({ text: `→ ${name(to)}: ${said}` })),
    ],
  }));
}
