import assert from "node:assert/strict";
import fc from "fast-check";
import { boxes } from "../../../lib/diagram/boxes.js";
import { drawnGraph } from "../../../lib/diagram/graph.js";
import type { Rectangle } from "../../../lib/diagram/svg.js";
import { malformed } from "./wellformed.js";

const label = fc.oneof(
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.string({ unit: "grapheme", maxLength: 60 }),
);
const place = fc.nat({ max: 11 });
const graph = fc.record({
  labels: fc.array(label, { minLength: 1, maxLength: 12 }),
  edges: fc.array(fc.record({ from: place, to: place, label: fc.option(label, { nil: undefined }) }), {
    maxLength: 16,
  }),
  groups: fc.array(fc.constantFrom(undefined, "one", "two"), { minLength: 12, maxLength: 12 }),
  direction: fc.constantFrom("down" as const, "right" as const),
});

interface Seen {
  cards: Rectangle[];
  frames: Rectangle[];
}

/** Cards and frames as they stand in a drawing; a frame has the thinner line. */
function seen(svg: string): Seen {
  const rectangles = Array.from(
    svg.matchAll(
      /<rect x="([^"]*)" y="([^"]*)" width="([^"]*)" height="([^"]*)"[^>]*stroke-width="([^"]*)"/g,
    ),
    ([, x, y, width, height, line]) => ({
      x: +x!,
      y: +y!,
      width: +width!,
      height: +height!,
      isFrame: line === "0.4",
    }),
  );
  return { cards: rectangles.filter((r) => !r.isFrame), frames: rectangles.filter((r) => r.isFrame) };
}

/** Whether two rectangles have more in common than the rounding of their places. */
function overlap(a: Rectangle, b: Rectangle, slack = 0.3): boolean {
  const across = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const down = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return across > slack && down > slack;
}

/** The stretches of a drawing's lines, as rectangles without a width or a height. */
function stretches(svg: string): Rectangle[] {
  return Array.from(svg.matchAll(/<path d="([^"]*)" fill="none"/g)).flatMap(([, d]) => {
    const points = Array.from(d!.matchAll(/[MLQ ](-?[\d.]+) (-?[\d.]+)(?=[MLQ ]|$)/g), ([, x, y]) => ({
      x: +x!,
      y: +y!,
    }));
    return points.slice(1).map((end, index) => {
      const start = points[index]!;
      return {
        x: Math.min(start.x, end.x),
        y: Math.min(start.y, end.y),
        width: Math.abs(start.x - end.x),
        height: Math.abs(start.y - end.y),
      };
    });
  });
}

const inside = ({ x, y, width, height }: Rectangle, by: number): Rectangle => ({
  x: x + by,
  y: y + by,
  width: width - 2 * by,
  height: height - 2 * by,
});

describe("a graph of any boxes and arrows", () => {
  it("is well-formed and the same bytes each time, whatever the labels are", async () => {
    await fc.assert(
      fc.asyncProperty(graph, async ({ labels, edges, groups, direction }) => {
        const input = {
          title: labels[0]!,
          direction,
          nodes: labels.map((text, index) => ({
            id: `${index}`,
            label: text,
            lines: labels.slice(0, index % 3),
            group: groups[index],
          })),
          edges: edges.map(({ from, to, label }) => ({ from: `${from}`, to: `${to}`, label })),
        };
        const { svg } = await boxes(input);
        assert.equal(malformed(svg), undefined);
        assert.equal((await boxes(structuredClone(input))).svg, svg);
      }),
      { numRuns: 30 },
    );
  });

  it("has no box upon another, and no line through a box", async () => {
    await fc.assert(
      fc.asyncProperty(graph, async ({ labels, edges, direction }) => {
        const nodes = labels.map((text, index) => ({ id: `${index}`, label: text }));
        const { drawing } = await drawnGraph({
          nodes,
          direction,
          edges: edges.map(({ from, to, label }) => ({ from: `${from}`, to: `${to}`, label })),
        });
        const { cards } = seen(drawing.source);
        assert.equal(cards.length, nodes.length);
        for (const [index, card] of cards.entries()) {
          for (const other of cards.slice(index + 1)) assert.equal(overlap(card, other), false);
        }
        for (const line of stretches(drawing.source)) {
          const through = cards.find((card) => crosses(line, inside(card, 1)));
          assert.equal(through, undefined, JSON.stringify({ line, through }));
        }
      }),
      { numRuns: 80 },
    );
  });

  it("has the boxes of a group in its frame, and no other box there", async () => {
    await fc.assert(
      fc.asyncProperty(graph, async ({ labels, edges, groups, direction }) => {
        const nodes = labels.map((_, index) => ({
          id: `${index}`,
          label: `${groups[index] ?? "none"}`,
          group: groups[index],
        }));
        const { drawing } = await drawnGraph({
          nodes,
          direction,
          edges: edges.map(({ from, to }) => ({ from: `${from}`, to: `${to}` })),
        });
        const { cards, frames } = seen(drawing.source);
        for (const frame of frames) {
          const within = cards.filter((card) => overlap(card, frame));
          for (const card of within)
            assert.equal(overlap(card, frame, card.height - 0.5), true, "half in a frame");
        }
        const grouped = nodes.filter(({ group }) => group !== undefined).length;
        assert.equal(cards.filter((card) => frames.some((frame) => overlap(card, frame))).length, grouped);
      }),
      { numRuns: 30 },
    );
  });

  it("leaves out an arrow to a box that is not there, and refuses an id that two boxes have", async () => {
    const input = { title: "t", nodes: [{ id: "a", label: "a" }], edges: [{ from: "a", to: "__proto__" }] };
    assert.doesNotMatch((await boxes(input)).svg, /Z"/);
    const twice = { ...input, nodes: [...input.nodes, { id: "a", label: "again" }] };
    await assert.rejects(boxes(twice), { name: "TypeError", message: 'Two nodes have the id "a"' });
  });

  it("draws nothing but its title for no boxes", async () => {
    assert.equal(malformed((await boxes({ title: "none", nodes: [], edges: [] })).svg), undefined);
  });
});

function crosses(line: Rectangle, card: Rectangle): boolean {
  return (
    line.x < card.x + card.width &&
    line.x + line.width > card.x &&
    line.y < card.y + card.height &&
    line.y + line.height > card.y
  );
}
