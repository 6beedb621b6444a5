/** A box with words in it: what it is called, what it is, what it holds. */
import { type Html, html } from "../tools/html.js";
import { box, type Rectangle, short, text } from "./svg.js";
import { type Font, oneLine, widthOf, wrapped } from "./words.js";

/** A line in a box: a name, and at the right end what there is to say of it. */
export interface CardLine {
  name: string;
  about?: string;
}

export interface Card {
  /** Small, above the name: what it is or belongs to. */
  kicker?: string;
  label: string;
  lines?: readonly (string | CardLine)[];
  hue?: string;
  dashed?: boolean;
  /** Whether the label is code. */
  mono?: boolean;
  /** Whether the label is long, and no name that stands out. */
  isQuiet?: boolean;
  /** Pixels at most; 240 unless said. */
  widest?: number;
}

const kickerFont: Font = { size: 11.5 };
const lineFont: Font = { size: 12, mono: true };
const aboutFont: Font = { size: 11.5 };
const [side, headLine, bodyLine] = [12, 18, 18];

/** A card with its words in lines, and how large it is. */
export interface Fitted extends Card {
  heads: string[];
  rows: CardLine[];
  /** Pixels. */
  width: number;
  height: number;
}

export function fitted(card: Card): Fitted {
  const { kicker = "", label, lines = [], widest = 240 } = card;
  const heads = wrapped(label, widest - 2 * side, headFont(card), 3);
  const rows = lines.map((line) => (typeof line === "string" ? { name: line } : line));
  const widths = [
    widthOf(oneLine(kicker), kickerFont),
    ...heads.map((head) => widthOf(head, headFont(card))),
    ...rows.map(
      ({ name, about }) =>
        widthOf(oneLine(name), lineFont) + (about ? 14 + widthOf(oneLine(about), aboutFont) : 0),
    ),
  ];
  const head = headHeight(kicker, heads);
  return {
    ...card,
    heads,
    rows,
    width: Math.ceil(Math.max(64, Math.min(widest, Math.max(...widths) + 2 * side))),
    height: head + (rows.length ? rows.length * bodyLine + 10 : 0),
  };
}

function headFont({ mono, isQuiet }: Card): Font {
  return isQuiet ? { size: 11.5, mono } : { size: 13, bold: true, mono };
}

function headHeight(kicker: string, heads: readonly string[]): number {
  return (kicker ? 15 : 0) + heads.length * headLine + 12;
}

export function drawnCard(card: Fitted, at: Rectangle): Html {
  const { kicker = "", label, heads, rows, hue, dashed } = card;
  const { x, y, width } = at;
  const head = headHeight(kicker, heads);
  const middle = x + width / 2;
  const firstLine = y + 6 + (kicker ? 15 : 0) + 13;
  const isWhole = !heads.at(-1)?.endsWith("…");
  return html`${box(at, { hue, dashed, ground: rows.length ? 0.03 : 0.09 })}${rows.length > 0 && band(at, head, hue)}${
    kicker &&
    text(
      kicker,
      { x: middle, y: y + 17 },
      { ...kickerFont, soft: true, anchor: "middle", within: width - 10 },
    )
  }${heads.map((line, index) => text(line, { x: middle, y: firstLine + index * headLine }, { ...headFont(card), anchor: "middle", whole: isWhole ? line : label }))}${rows.map(
    (row, index) => drawnLine(row, at, y + head + 17 + index * bodyLine),
  )}`;
}

/** The ground behind the name, and the line under it. */
function band({ x, y, width }: Rectangle, height: number, hue = "currentColor"): Html {
  const foot = `M${short(x)} ${short(y + height)}`;
  return html`<path d="${foot}v${short(6 - height)}q0-6 6-6h${short(width - 12)}q6 0 6 6v${short(height - 6)}z" fill="${hue}" fill-opacity=".1"/><path d="${foot}h${short(width)}" stroke="${hue}" stroke-width="1.2"/>`;
}

function drawnLine({ name, about }: CardLine, { x, width }: Rectangle, y: number): Html {
  const inner = width - 2 * side;
  const wanted = about ? widthOf(oneLine(about), aboutFont) : 0;
  // What is said of it gives way to the name, as far as a good third of the line.
  const free = Math.max(inner * 0.4, inner - widthOf(oneLine(name), lineFont) - 10);
  const aside = Math.min(wanted, free);
  return html`${text(name, { x: x + side, y }, { ...lineFont, within: inner - (aside && aside + 8) })}${
    about &&
    text(about, { x: x + width - side, y }, { ...aboutFont, soft: true, anchor: "end", within: aside })
  }`;
}
