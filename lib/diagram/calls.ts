/** Who called whom: what was under way at one moment of a program, from the outermost call inwards. */
import { Diagram } from "./diagram.js";
import { drawnGraph, type GraphNode } from "./graph.js";
import { hues } from "./svg.js";

/** A call that had not ended yet. */
export interface Call {
  /** Whose code it is, for instance `you`. */
  owner: string;
  /** Name of its file. */
  file: string;
  /** Name of its function; `<module>` for the lines of a file outside of any function. */
  name: string;
}

/** Calls in a row whose code has one owner. */
interface Stretch {
  owner: string;
  calls: Call[];
}

/**
 * Finds the calls that a program has printed: a line `calls:`, then a line `- OWNER FILE NAME` for each. Of several
 * such lists the last one counts.
 *
 * @example callsIn("calls:\n- you plain.py application\n")[0].owner // you
 */
export function callsIn(text: string): Call[] {
  const lines = text.split(/\r?\n/);
  return lines.slice(lines.lastIndexOf("calls:") + 1).flatMap((line) => {
    const [mark, owner, file, name] = line.split(" ");
    return mark === "-" && owner && file && name ? [{ owner, file, name }] : [];
  });
}

/**
 * Draws calls, outermost first, a column for each program; calls in a row of one owner are one box.
 *
 * @example
 * await callsDiagram({ title: "Who calls whom", stacks: {
 *   "a program": [{ owner: "you", file: "plain.py", name: "application" }],
 * } });
 */
export async function callsDiagram(input: {
  title: string;
  description?: string;
  /** Name of the program → its calls. */
  stacks: Readonly<Record<string, readonly Call[]>>;
}): Promise<Diagram> {
  const stacks = Object.entries(input.stacks).map(([name, calls]) => ({ name, stretches: stretches(calls) }));
  const owners = [...new Set(stacks.flatMap((stack) => stack.stretches.map(({ owner }) => owner)))];
  const nodes: GraphNode[] = stacks.flatMap(({ name, stretches }) =>
    stretches.map(({ owner, calls }, index) => ({
      id: `${name} ${index}`,
      group: name,
      kicker: `${calls.length} ${calls.length === 1 ? "call" : "calls"}`,
      label: owner,
      lines: shortened(calls.map(wordsOf)),
      hue: hues[owners.indexOf(owner) % hues.length],
      widest: 330,
    })),
  );
  const edges = stacks.flatMap(({ name, stretches }) =>
    stretches
      .slice(1)
      .map((_, index) => ({ from: `${name} ${index}`, to: `${name} ${index + 1}`, label: "calls" })),
  );
  return new Diagram({
    title: input.title,
    description: input.description ?? "The calls that were under way, from the outermost at the top inwards.",
    ...(await drawnGraph({ nodes, edges })),
    outline: stacks.map(({ name, stretches }) => ({
      text: name,
      under: stretches.map(({ owner, calls }) => ({
        text: owner,
        under: calls.map((call) => ({ text: wordsOf(call) })),
      })),
    })),
  });
}

function stretches(calls: readonly Call[]): Stretch[] {
  const found: Stretch[] = [];
  for (const call of calls) {
    const last = found.at(-1);
    if (last?.owner === call.owner) last.calls.push(call);
    else found.push({ owner: call.owner, calls: [call] });
  }
  return found;
}

function wordsOf({ file, name }: Call): string {
  return name === "<module>" ? file : `${file}: ${name}`;
}

/** The first and the last ones of many. */
function shortened(lines: readonly string[]): string[] {
  return lines.length <= 4 ? [...lines] : [...lines.slice(0, 2), "…", ...lines.slice(-1)];
}
