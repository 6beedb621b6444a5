/** What repeats itself in a row of messages, told once. */

/** What a message has to have for its repetitions to be found. */
interface Repeatable {
  from: string;
  to: string;
  label: string;
  isReturn?: boolean;
}

/** A message that is drawn. */
export interface Step<M extends Repeatable = Repeatable & { detail?: string; seconds?: number }> {
  message: M;
  /** Its place among all messages, from 1. */
  number: number;
  /** Its label, with how often it came. */
  label: string;
}

/** How many messages a repeated stretch may have, and how often it must come to be told once. */
const [longestStretch, oftenEnough] = [4, 3];

/** The messages to draw: of a stretch that comes three times or more on end, only the first. */
export function folded<M extends Repeatable>(messages: readonly M[]): Step<M>[] {
  const steps: Step<M>[] = [];
  for (let index = 0; index < messages.length; ) {
    const { length, times } = repetition(messages, index);
    for (const [offset, message] of messages.slice(index, index + length).entries()) {
      const label = times > 1 ? `${message.label} (${times} times)` : message.label;
      steps.push({ message, number: index + offset + 1, label });
    }
    index += length * times;
  }
  return steps;
}

/** The stretch from there on that says most by being told once; of one message, once, when there is none. */
function repetition(messages: readonly Repeatable[], start: number): { length: number; times: number } {
  let best = { length: 1, times: 1 };
  for (let length = 1; length <= longestStretch; length += 1) {
    const times = timesOf(messages, start, length);
    const saved = length * (times - 1);
    if (times >= oftenEnough && saved > best.length * (best.times - 1)) best = { length, times };
  }
  return best;
}

function timesOf(messages: readonly Repeatable[], start: number, length: number): number {
  let end = start + length;
  while (end < messages.length && isSame(messages[end]!, messages[end - length]!)) end += 1;
  return Math.floor((end - start) / length);
}

function isSame(a: Repeatable, b: Repeatable): boolean {
  return (
    a.from === b.from && a.to === b.to && a.label === b.label && Boolean(a.isReturn) === Boolean(b.isReturn)
  );
}
