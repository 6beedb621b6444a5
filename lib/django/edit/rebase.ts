/** Changes of one text, moved past other changes of it. */
import type { Splice } from "../files/line-diff.js";

/**
 * The same changes for the text that `others` make of the one that both are for; undefined when both
 * change the same lines, or put something in the same place.
 */
export function rebased(changes: readonly Splice[], others: readonly Splice[]): Splice[] | undefined {
  const moved: Splice[] = [];
  for (const change of changes) {
    if (others.some((other) => collide(change, other))) return undefined;
    const before = others.filter((other) => other.at + other.removed.length <= change.at);
    const shift = before.reduce((sum, { added, removed }) => sum + added.length - removed.length, 0);
    moved.push({ ...change, at: change.at + shift });
  }
  return moved;
}

function collide(one: Splice, other: Splice): boolean {
  if (one.at === other.at) return true;
  return one.at < other.at + other.removed.length && other.at < one.at + one.removed.length;
}
