/** Where cards go that have no line to any other. */
import type { Fitted } from "./card.js";
import type { Rectangle } from "./svg.js";

/** Pixels that a drawing may be wide for their sake, and between cards. */
const [room, gap] = [760, 24];

export interface Shelves<T extends Fitted> {
  placed: { card: T; at: Rectangle }[];
  width: number;
  height: number;
}

/** Places cards beside a drawing of that size, where there is room for them, else below it. */
export function shelved<T extends Fitted>(
  cards: readonly T[],
  drawing: { width: number; height: number },
): Shelves<T> {
  const top = drawing.height > 0 ? drawing.height + 34 : 0;
  return beside(cards, drawing) ?? below(cards, Math.max(drawing.width, room), top);
}

/** One below the other at the right of the rest, where there is room for them. */
function beside<T extends Fitted>(
  cards: readonly T[],
  { width, height }: { width: number; height: number },
): Shelves<T> | undefined {
  const left = width + 44;
  const widest = Math.max(0, ...cards.map((card) => card.width));
  const tall = cards.reduce((sum, card) => sum + card.height + gap, -gap);
  if (width === 0 || left + widest > room || tall > height) return undefined;
  let y = 0;
  const placed = cards.map((card) => {
    const at: Rectangle = { x: left, y, width: card.width, height: card.height };
    y += card.height + gap;
    return { card, at };
  });
  return { placed, width: cards.length ? left + widest : 0, height: 0 };
}

/** Side by side, in as many lines as it takes. */
function below<T extends Fitted>(cards: readonly T[], widest: number, top: number): Shelves<T> {
  let [x, y, tallest, width] = [0, top, 0, 0];
  const placed = cards.map((card) => {
    if (x > 0 && x + card.width > widest) [x, y, tallest] = [0, y + tallest + gap, 0];
    const at: Rectangle = { x, y, width: card.width, height: card.height };
    x += card.width + gap;
    tallest = Math.max(tallest, card.height);
    width = Math.max(width, at.x + at.width);
    return { card, at };
  });
  return { placed, width, height: cards.length ? y + tallest : 0 };
}
