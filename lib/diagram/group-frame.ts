/** The frame around the boxes of a group, with its name. */
import { type Html, html } from "../tools/html.js";
import type { Routed } from "./routes.js";
import { box, type Rectangle, text } from "./svg.js";
import { oneLine, widthOf } from "./words.js";

const nameFont = { size: 12, bold: true };

/** A group's frame. Its name stands where no line passes: as far left as it fits, else where there is most room. */
export function groupFrame(name: string, at: Rectangle, routes: Routed["routes"]): Html {
  const wanted = widthOf(oneLine(name), nameFont);
  const places = freeStretches({ ...at, y: at.y + 4, height: 16 }, routes);
  const widest = places.reduce((best, place) => (place.width > best.width ? place : best));
  const { x, width } = places.find((place) => place.width >= wanted) ?? widest;
  const words = text(name, { x, y: at.y + 16 }, { ...nameFont, soft: true, within: width });
  return html`${box(at, { ground: 0.035, round: 10, weight: 0.4 })}${words}`;
}

/** What lines leave free of a band, from left to right; at least one. */
function freeStretches(
  { x, y, width, height }: Rectangle,
  routes: Routed["routes"],
): { x: number; width: number }[] {
  const passing = routes.flatMap(({ points }) =>
    points.flatMap((end, index) => {
      const start = points[index - 1] ?? end;
      const [top, bottom] = [Math.min(start.y, end.y), Math.max(start.y, end.y)];
      if (bottom < y || top > y + height) return [];
      return { left: Math.min(start.x, end.x) - 5, right: Math.max(start.x, end.x) + 5 };
    }),
  );
  const free: { x: number; width: number }[] = [];
  let from = x + 12;
  for (const { left, right } of passing.sort((a, b) => a.left - b.left)) {
    if (left > from) free.push({ x: from, width: Math.min(left, x + width - 12) - from });
    from = Math.max(from, right);
  }
  return [...free, { x: from, width: x + width - 12 - from }];
}
