/** Boxes with arrows between them: for what has no drawing of its own. */
import { Diagram, type Outline } from "./diagram.js";
import { drawnGraph } from "./graph.js";

export interface BoxNode {
  id: string;
  label: string;
  /** Small, above the label. */
  kicker?: string;
  /** What else is to be said, a line each. */
  lines?: readonly string[];
  /** Boxes of one group stand in a frame with its name. */
  group?: string;
}

export interface BoxesInput {
  title: string;
  description?: string;
  nodes: readonly BoxNode[];
  edges: readonly { from: string; to: string; label?: string }[];
  /** `down` unless said. */
  direction?: "down" | "right";
}

/**
 * Draws boxes and arrows so that few arrows cross and none runs through a box. An arrow to or from a box that
 * is not there is left out.
 *
 * @throws TypeError for two nodes with the same id
 * @example
 * await boxes({ title: "WSGI", nodes: [{ id: "s", label: "server" }, { id: "a", label: "application" }],
 *   edges: [{ from: "s", to: "a", label: "environ, start_response" }] });
 */
export async function boxes(input: BoxesInput): Promise<Diagram> {
  const { title, description, nodes, edges, direction } = input;
  const twice = nodes.find(({ id }, index) => nodes.findIndex((node) => node.id === id) !== index);
  if (twice) throw new TypeError(`Two nodes have the id "${twice.id}"`);
  const piece = await drawnGraph({ nodes, edges, direction });
  return new Diagram({
    title,
    description: description ?? `${nodes.length} boxes and the arrows between them.`,
    ...piece,
    outline: outlined(input),
  });
}

function outlined({ nodes, edges }: BoxesInput): Outline[] {
  const labels = new Map(nodes.map(({ id, label }) => [id, label]));
  return nodes.map(({ id, label, kicker, lines = [], group }) => ({
    text: [kicker && `${kicker}:`, label, group && `(in ${group})`].filter(Boolean).join(" "),
    under: [
      ...lines.map((text) => ({ text })),
      ...edges
        .filter(({ from, to }) => from === id && labels.has(to))
        .map(({ to, label }) => ({ text: `→ ${labels.get(to)}${label ? `: ${label}` : ""}` })),
    ],
  }));
}
