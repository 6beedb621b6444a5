/** An application in tiers, one upon the other. */
import { type Html, html } from "../tools/html.js";
import { drawnCard, fitted } from "./card.js";
import { Diagram } from "./diagram.js";
import { type CodePlace, placeOf } from "./places.js";
import { arrowHead, box, hues, path, type Rectangle, text } from "./svg.js";

export interface Tier {
  /** For instance `presentation`. */
  tier: string;
  parts: readonly CodePlace[];
}

export interface TiersInput {
  title?: string;
  description?: string;
  /** From the reader's side down to the data. */
  tiers: readonly Tier[];
}

const [width, side, between, gap] = [700, 16, 36, 14];

/**
 * Draws tiers one upon the other, with what belongs to each. A tier speaks with its neighbours alone.
 *
 * @source https://docs.djangoproject.com/en/stable/misc/design-philosophies/#loose-coupling
 * @example
 * tiersDiagram({ tiers: [
 *   { tier: "presentation", parts: [{ name: "index.html", file: "polls/templates/polls/index.html" }] },
 *   { tier: "application", parts: [{ name: "index", file: "polls/views.py", line: 4 }] },
 *   { tier: "data", parts: [{ name: "Question", file: "polls/models.py", line: 3 }] },
 * ] });
 */
export function tiersDiagram({ title = "The tiers", description, tiers }: TiersInput): Diagram {
  let y = 6;
  const bands = tiers.map((tier) => {
    const { cards, height } = inside(tier, y);
    const band = { tier, cards, at: { x: 6, y, width, height } };
    y += height + between;
    return band;
  });
  return new Diagram({
    title,
    description: description ?? `${tiers.length} tiers; each speaks with its neighbours alone.`,
    width: width + 12,
    height: Math.max(12, y - between + 6),
    drawing: html`${bands.map((band, index) => drawnBand(band, index, index < bands.length - 1))}`,
    outline: tiers.map(({ tier, parts }) => ({
      text: tier,
      under: parts.map((part) => ({ text: [part.name, placeOf(part)].filter(Boolean).join(", ") })),
    })),
  });
}

/** The cards of a tier, side by side in as many lines as it takes. */
function inside({ parts }: Tier, top: number) {
  let [x, y, tallest] = [6 + side, top + 34, 0];
  const cards = parts.map((part) => {
    const card = fitted({ label: part.name, mono: true, kicker: placeOf(part), widest: 320 });
    if (x > 6 + side && x + card.width > width - side) [x, y, tallest] = [6 + side, y + tallest + gap, 0];
    const at: Rectangle = { x, y, width: card.width, height: card.height };
    x += card.width + gap;
    tallest = Math.max(tallest, card.height);
    return { card, at };
  });
  return { cards, height: y + tallest + side - top };
}

type Band =
  ReturnType<typeof inside> extends { cards: infer C } ? { tier: Tier; cards: C; at: Rectangle } : never;

function drawnBand({ tier, cards, at }: Band, index: number, hasNext: boolean): Html {
  const hue = hues[index % hues.length];
  const below = at.y + at.height;
  const ends = [below + 4, below + between - 4];
  const arrows = [at.x + at.width / 2 - 12, at.x + at.width / 2 + 12].map((x, up) => {
    const [start, end] = (up ? [...ends].reverse() : ends).map((y) => ({ x, y }));
    return html`${path([start!, end!])}${arrowHead(start!, end!)}`;
  });
  return html`${box(at, { hue, round: 10, ground: 0.07 })}${text(tier.tier, { x: at.x + side, y: at.y + 22 }, { size: 13, bold: true, within: width - 2 * side })}${cards.map(
    ({ card, at }) => drawnCard(card, at),
  )}${hasNext && arrows}`;
}
