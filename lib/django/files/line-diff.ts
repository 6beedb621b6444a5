/** What differs between two texts, line by line. The only import of jsdiff. */
import { diffArrays } from "diff";

/** Lines of the old text that others stand for in the new one. All with their line ends. */
export interface Splice {
  /** Index of the first line in the old text, from 0. */
  at: number;
  removed: string[];
  added: string[];
}

/** Lines that changed, with some around them that did not. */
export interface Hunk {
  /** Numbers of its first line in the old and in the new text, from 1. */
  oldStart: number;
  newStart: number;
  rows: Row[];
}

export interface Row {
  kind: "same" | "removed" | "added";
  /** Numbers of the line, from 1, in the texts that have it. */
  oldLine?: number;
  newLine?: number;
}

/** Texts that have more changed lines than this are taken as wholly different: the search would be long. */
const mostChanges = 1000;

/** A text's lines with their ends (`\n`; a `\r` before it belongs to the line); none of an empty text. */
export function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

/**
 * What to do with the lines of `before` to get those of `after`, in order, without overlaps.
 */
export function splices(before: string, after: string): Splice[] {
  const [old, now] = [linesOf(before), linesOf(after)];
  const parts = diffArrays(old, now, { maxEditLength: mostChanges });
  if (!parts) return [{ at: 0, removed: old, added: now }];
  const found: Splice[] = [];
  let at = 0;
  let open: Splice | undefined;
  for (const { value, added, removed } of parts) {
    if (!added && !removed) {
      at += value.length;
      open = undefined;
      continue;
    }
    if (!open) {
      open = { at, removed: [], added: [] };
      found.push(open);
    }
    open[added ? "added" : "removed"].push(...value);
    if (removed) at += value.length;
  }
  return found;
}

/** Does what `splices` found. */
export function applied(before: string, changes: readonly Splice[]): string {
  const lines = linesOf(before);
  let result = "";
  let at = 0;
  for (const change of changes) {
    result += lines.slice(at, change.at).join("") + change.added.join("");
    at = change.at + change.removed.length;
  }
  return result + lines.slice(at).join("");
}

/** What leads back from the new text to the old one. */
export function reversed(changes: readonly Splice[]): Splice[] {
  let shift = 0;
  return changes.map(({ at, removed, added }) => {
    const back = { at: at + shift, removed: added, added: removed };
    shift += added.length - removed.length;
    return back;
  });
}

/** Groups changes as `diff -u` does, each with up to `context` lines around it that stay the same. */
export function hunks(changes: readonly Splice[], oldLength: number, context = 3): Hunk[] {
  const found: Hunk[] = [];
  let [shift, end] = [0, 0];
  changes.forEach((change, index) => {
    const last = found.at(-1);
    const near = last && change.at - end <= 2 * context;
    const from = near ? end : Math.max(end, change.at - context);
    const hunk = near ? last : { oldStart: from + 1, newStart: from + shift + 1, rows: [] };
    if (!near) found.push(hunk);
    hunk.rows.push(...same(from, change.at, shift), ...changed(change, shift));
    shift += change.added.length - change.removed.length;
    end = change.at + change.removed.length;
    const next = changes[index + 1]?.at ?? Number.POSITIVE_INFINITY;
    if (next - end > 2 * context) {
      const until = Math.min(oldLength, end + context);
      hunk.rows.push(...same(end, until, shift));
      end = until;
    }
  });
  return found;
}

function same(from: number, until: number, shift: number): Row[] {
  return Array.from({ length: Math.max(0, until - from) }, (_, index) => ({
    kind: "same",
    oldLine: from + index + 1,
    newLine: from + index + shift + 1,
  }));
}

function changed({ at, removed, added }: Splice, shift: number): Row[] {
  return [
    ...removed.map((_, index): Row => ({ kind: "removed", oldLine: at + index + 1 })),
    ...added.map((_, index): Row => ({ kind: "added", newLine: at + shift + index + 1 })),
  ];
}
