/** Where the participants of a sequence stand: as far apart as what they say to each other asks for. */
import type { Step } from "./repeats.js";
import { type Font, oneLine, widthOf } from "./words.js";

export const headFont: Font = { size: 12.5, bold: true };
export const labelFont: Font = { size: 12 };

/** Pixels: the room for numbers, and how far apart two neighbours are. */
const [numbers, narrowest] = [34, 84];
export const widest = 140;

/** The middle of each participant: as far apart as what is said between neighbours asks for. */
export function columnsFor(participants: readonly string[], steps: readonly Step[]): number[] {
  const columns: number[] = [];
  let x = numbers + Math.max(narrowest, headWidth(participants[0] ?? "")) / 2;
  for (const [index, name] of participants.entries()) {
    if (index > 0) x += distanceBefore(index, name, participants, steps);
    columns.push(x);
  }
  return columns;
}

function distanceBefore(
  index: number,
  name: string,
  participants: readonly string[],
  steps: readonly Step[],
): number {
  const before = participants[index - 1] ?? "";
  const between = steps.filter(
    ({ message: { from, to } }) =>
      (from === before && to === name) ||
      (from === name && to === before) ||
      (from === before && to === before),
  );
  const labels = between.map(({ label }) => widthOf(oneLine(label), labelFont) + 24);
  const heads = (headWidth(before) + headWidth(name)) / 2 + 12;
  return Math.max(narrowest, heads, Math.min(widest, Math.max(0, ...labels)));
}

export function headWidth(name: string): number {
  return Math.min(150, widthOf(oneLine(name), headFont) + 24);
}

/** Where the drawing of the last participant ends, with what it does by itself. */
export function columnsEnd(
  columns: readonly number[],
  participants: readonly string[],
  steps: readonly Step[],
): number {
  const last = participants.at(-1) ?? "";
  const own = steps.some(({ message: { from, to } }) => from === last && to === last);
  return (columns.at(-1) ?? 0) + Math.max(headWidth(last) / 2, own ? widest + 16 : 0) + 4;
}
