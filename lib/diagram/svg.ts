/**
 * What all drawings are made of. Everything is drawn in the colour of the text around it (`currentColor`) or in
 * a tint that suits light and dark paper alike, by attributes: no style, so that a page's policy and theme may
 * be whatever they are. Arrows carry their own heads, so that there is no name that another drawing could have.
 */
import { Html, html } from "../tools/html.js";
import { type Font, oneLine, shortened, widthOf } from "./words.js";

export interface Point {
  x: number;
  y: number;
}

export interface Rectangle extends Point {
  width: number;
  height: number;
}

const sans = "system-ui,'Segoe UI',Roboto,'Liberation Sans',Arial,sans-serif";
const mono = "ui-monospace,Menlo,Consolas,'DejaVu Sans Mono',monospace";

/** The attribute `font-family` of the whole drawing. */
export const family = sans;

/** Colours between light and dark: 3:1 or more on white and on black, as lines and, thinned, as grounds. */
export const hues = ["#4a7fd6", "#2f8f5b", "#b8702a", "#9468cf", "#1f8c99", "#c8577a"] as const;

/** The colour of what is new, done or applied; a sign or a word always says so, too. */
export const good = "#2f8f5b";

/** A number as short as it can be written: two drawings of the same input are the same bytes. */
export function short(value: number): string {
  return String(Math.round(value * 10) / 10 + 0);
}

export interface TextLook extends Font {
  /** Less weighty than the rest. */
  soft?: boolean;
  anchor?: "start" | "middle" | "end";
  /** Pixels; what is longer is shortened. */
  within?: number;
  /** All of it, where `text` is a piece. */
  whole?: string;
}

/** One line of text; `y` is its base line. Where it was shortened, all of it is in its `<title>`. */
export function text(words: string, { x, y }: Point, look: TextLook): Html {
  const line = oneLine(words);
  const shown = look.within === undefined ? line : shortened(line, look.within, look);
  const whole = oneLine(look.whole ?? line)
    .slice(0, 500)
    .toWellFormed();
  const attributes = [
    look.mono && ` font-family="${mono}"`,
    look.bold && ' font-weight="600"',
    look.soft && ' fill-opacity=".78"',
    look.anchor && look.anchor !== "start" && ` text-anchor="${look.anchor}"`,
  ].filter(Boolean);
  const title = whole === shown ? undefined : html`<title>${whole}</title>`;
  return html`<text x="${short(x)}" y="${short(y)}" font-size="${look.size}"${new Html(attributes.join(""))}>${title}${shown}</text>`;
}

/** Where `text` will be, with the room above and below that letters need. */
export function textArea(words: string, { x, y }: Point, look: TextLook): Rectangle {
  const full = widthOf(oneLine(words), look);
  const width = Math.min(full, look.within ?? full);
  const left = look.anchor === "middle" ? x - width / 2 : look.anchor === "end" ? x - width : x;
  return { x: left, y: y - look.size, width, height: look.size * 1.3 };
}

export interface BoxLook {
  /** A colour for its line and its ground. */
  hue?: string;
  dashed?: boolean;
  /** How round its corners are. */
  round?: number;
  /** Of the ground: 0 (none) to 1. */
  ground?: number;
  /** Width of its line. */
  weight?: number;
}

/** A box. */
export function box({ x, y, width, height }: Rectangle, look: BoxLook = {}): Html {
  const { hue = "currentColor", dashed, round = 6, ground = 0.05, weight = 1.2 } = look;
  const dashes = dashed && new Html(' stroke-dasharray="5 4"');
  return html`<rect x="${short(x)}" y="${short(y)}" width="${short(width)}" height="${short(height)}" rx="${round}" fill="${hue}" fill-opacity="${ground}" stroke="${hue}" stroke-width="${weight}"${dashes}/>`;
}

export interface PathLook {
  hue?: string;
  dashed?: boolean;
  weight?: number;
  faint?: boolean;
}

/** A line through points, its corners rounded off. */
export function path(points: readonly Point[], look: PathLook = {}): Html {
  const { hue = "currentColor", dashed, weight = 1.3, faint } = look;
  const more = `${dashed ? ' stroke-dasharray="5 4"' : ""}${faint ? ' stroke-opacity=".45"' : ""}`;
  return html`<path d="${rounded(points)}" fill="none" stroke="${hue}" stroke-width="${weight}"${new Html(more)}/>`;
}

function rounded(points: readonly Point[]): string {
  const at = ({ x, y }: Point) => `${short(x)} ${short(y)}`;
  return points
    .map((point, index) => {
      const [before, after] = [points[index - 1], points[index + 1]];
      if (!before) return `M${at(point)}`;
      if (!after) return `L${at(point)}`;
      const radius = Math.min(6, distance(before, point) / 2, distance(point, after) / 2);
      return `L${at(towards(point, before, radius))}Q${at(point)} ${at(towards(point, after, radius))}`;
    })
    .join("");
}

/** The head of an arrow that comes from `from` and ends at `to`. */
export function arrowHead(from: Point, to: Point, { hue = "currentColor", open = false } = {}): Html {
  const back = towards(to, from, 8);
  const side = { x: (to.y - back.y) * 0.5, y: (back.x - to.x) * 0.5 };
  const [a, b] = [
    { x: back.x + side.x, y: back.y + side.y },
    { x: back.x - side.x, y: back.y - side.y },
  ];
  const d = `M${short(a.x)} ${short(a.y)}L${short(to.x)} ${short(to.y)}L${short(b.x)} ${short(b.y)}`;
  return open
    ? html`<path d="${d}" fill="none" stroke="${hue}" stroke-width="1.3"/>`
    : html`<path d="${d}Z" fill="${hue}"/>`;
}

export function distance(a: Point, b: Point): number {
  return Math.abs(a.x - b.x) + Math.abs(a.y - b.y);
}

/** The point `steps` pixels from `start` on the way to `end`; the lines here go across or down only. */
function towards(start: Point, end: Point, steps: number): Point {
  const whole = distance(start, end) || 1;
  return {
    x: start.x + ((end.x - start.x) * steps) / whole,
    y: start.y + ((end.y - start.y) * steps) / whole,
  };
}
