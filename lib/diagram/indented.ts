/** The lines that show what is under what, where each thing has a line of its own. */
import { type Html, html } from "../tools/html.js";
import { short } from "./svg.js";

/** Pixels to the right for each step down. */
export const indent = 22;

export interface IndentedRow {
  depth: number;
  /** Index of the row that it belongs under; -1 for the first. */
  parent: number;
  /** Base line of its text. */
  y: number;
}

/** One line down from each row to the last of those under it, and one across to each of them. */
export function elbows(rows: readonly IndentedRow[]): Html[] {
  const lastOf = new Map(rows.map(({ parent }, index) => [parent, index]));
  return rows.flatMap(({ depth, parent, y }, index) => {
    const above = rows[parent];
    if (!above) return [];
    const x = 8 + (depth - 1) * indent + 7;
    const down = lastOf.get(parent) === index ? `M${x} ${short(above.y + 4)}V${short(y - 5)}` : "";
    return html`<path d="${down}M${x} ${short(y - 5)}h${indent - 10}" fill="none" stroke="currentColor" stroke-opacity=".45"/>`;
  });
}
