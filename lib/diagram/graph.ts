/** Cards with lines between them, arranged and drawn: what most diagrams are. */
import { type Html, html } from "../tools/html.js";
import { type Card, drawnCard, fitted } from "./card.js";
import { groupFrame } from "./group-frame.js";
import { type Arrangement, arranged, type Link, type Sized } from "./layout.js";
import { type Routed, routed } from "./routes.js";
import { shelved } from "./shelves.js";
import { arrowHead, type Point, path, type Rectangle, text } from "./svg.js";
import { oneLine, widthOf } from "./words.js";

/** A card in a graph. */
export interface GraphNode extends Card {
  id: string;
  /** Cards of a group stand together, in a frame with its name. */
  group?: string;
}

/** A line from one card to another. */
export interface GraphEdge {
  from: string;
  to: string;
  label?: string;
  hue?: string;
  dashed?: boolean;
  /** What stands at its ends; an arrow's head at `to` unless said. */
  ends?: (points: readonly Point[], hue?: string) => Html;
}

export interface GraphInput {
  nodes: readonly GraphNode[];
  /** Those to or from an id that no node has are left out. */
  edges: readonly GraphEdge[];
  /** Where the lines go: `down` unless said. */
  direction?: "down" | "right";
  /** Where each card stands, when that is known better than by the lines. */
  arrange?: (nodes: readonly Sized[], links: readonly Link[]) => Arrangement;
}

/** A part of a drawing. */
export interface Piece {
  drawing: Html;
  /** Pixels; its top left corner is 0, 0. */
  width: number;
  height: number;
}

const labelFont = { size: 11.5 };
const [margin, longestLabel, loopRoom] = [8, 170, 26];

/** Draws cards and lines. Cards without a line stand below, side by side. */
export async function drawnGraph({ nodes, edges, direction = "down", arrange }: GraphInput): Promise<Piece> {
  const cards = new Map(nodes.map((node) => [node.id, { ...node, ...fitted(node) }]));
  const kept = edges.filter(({ from, to }) => cards.has(from) && cards.has(to));
  const links = kept.filter(({ from, to }) => from !== to);
  const loops = kept.filter(({ from, to }) => from === to);
  const linked = new Set(kept.flatMap(({ from, to }) => [from, to]));
  const alone = [...cards.values()].filter(
    ({ id, group }) => !arrange && !linked.has(id) && group === undefined,
  );
  const together = [...cards.values()].filter((card) => !alone.includes(card));
  const across = direction === "right";
  const turn = (size: { width: number; height: number }) =>
    across ? { width: size.height, height: size.width } : { width: size.width, height: size.height };

  const sized = together.map(({ id, group, width, height }): Sized => {
    const own = loops.filter(({ from }) => from === id);
    const longest = Math.max(0, ...own.map(({ label }) => labelSize(label).width));
    const room = own.length === 0 ? 0 : across ? loopRoom : loopRoom + longest;
    return { id, group, room, ...turn({ width, height }) };
  });
  const lanes = links.map(({ from, to, label }) => ({
    from,
    to,
    ...(label && { label: turn(labelSize(label)) }),
  }));
  const arrangement = arrange ? arrange(sized, lanes) : await arranged(sized, lanes);
  const placed = turned(routed(sized, arrangement), across);
  const { boxes } = placed;
  const shelves = shelved(alone, placed);
  const all = [...together.map((card) => ({ card, at: boxes.get(card.id)! })), ...shelves.placed];
  return {
    width: Math.max(placed.width, shelves.width) + 2 * margin,
    height: Math.max(placed.height, shelves.height) + 2 * margin,
    drawing: html`<g transform="translate(${margin} ${margin})">${[...placed.groups].map(([name, at]) => groupFrame(name, at, placed.routes))}${links.map(
      (edge, index) => drawnEdge(edge, placed.routes[index]!),
    )}${loops.map((edge) => drawnLoop(edge, boxes.get(edge.from)!, across))}${all.map(({ card, at }) => drawnCard(card, at))}</g>`,
  };
}

function labelSize(label?: string): { width: number; height: number } {
  if (!label) return { width: 0, height: 0 };
  return { width: Math.min(longestLabel, widthOf(oneLine(label), labelFont)) + 8, height: 19 };
}

/** What was arranged in rows, turned to columns. */
function turned({ boxes, routes, groups, width, height }: Routed, across: boolean): Routed {
  if (!across) return { boxes, routes, groups, width, height };
  const point = ({ x, y }: Point) => ({ x: y, y: x });
  const rectangle = (r: Rectangle) => ({ ...point(r), width: r.height, height: r.width });
  return {
    boxes: new Map([...boxes].map(([id, r]) => [id, rectangle(r)])),
    routes: routes.map(({ points, label }) => ({
      points: points.map(point),
      ...(label && { label: rectangle(label) }),
    })),
    groups: new Map([...groups].map(([id, r]) => [id, rectangle(r)])),
    width: height,
    height: width,
  };
}

function drawnEdge(
  { label, hue, dashed, ends = arrowAtEnd }: GraphEdge,
  route: Routed["routes"][number],
): Html {
  const { points, label: at } = route;
  const pieces = at ? piecesAround(points, at) : [points];
  const word =
    label &&
    at &&
    text(
      label,
      { x: at.x + at.width / 2, y: at.y + at.height / 2 + 4 },
      { ...labelFont, anchor: "middle", within: longestLabel },
    );
  return html`${pieces.map((piece) => path(piece, { hue, dashed }))}${ends(points, hue)}${word}`;
}

function arrowAtEnd(points: readonly Point[], hue?: string): Html {
  return arrowHead(points.at(-2)!, points.at(-1)!, { hue });
}

/** A line without the stretch that runs through a rectangle. */
function piecesAround(points: readonly Point[], { x, y, width, height }: Rectangle): Point[][] {
  for (const [index, end] of points.entries()) {
    const start = points[index - 1];
    if (!start) continue;
    const down = Math.abs(start.x - end.x) < 0.5;
    const [low, high] = down ? [y, y + height] : [x, x + width];
    const across = down ? start.x >= x && start.x <= x + width : start.y >= y && start.y <= y + height;
    const [from, to] = down ? [start.y, end.y] : [start.x, end.x];
    if (!across || Math.min(from, to) > low || Math.max(from, to) < high) continue;
    const [first, second] = from < to ? [low, high] : [high, low];
    const at = (value: number): Point => (down ? { x: start.x, y: value } : { x: value, y: start.y });
    return [
      [...points.slice(0, index), at(first)],
      [at(second), ...points.slice(index)],
    ];
  }
  return [[...points]];
}

/** From a card's right side back to it; where the lines go to the right, below it. */
function drawnLoop(edge: GraphEdge, { x, y, width, height }: Rectangle, below: boolean): Html {
  const { label, hue, dashed, ends = arrowAtEnd } = edge;
  const [right, bottom, middle] = [x + width, y + height, y + height / 2];
  const points = below
    ? [
        { x: x + 16, y: bottom },
        { x: x + 16, y: bottom + 18 },
        { x: x + 38, y: bottom + 18 },
        { x: x + 38, y: bottom },
      ]
    : [
        { x: right, y: middle - 11 },
        { x: right + 18, y: middle - 11 },
        { x: right + 18, y: middle + 11 },
        { x: right, y: middle + 11 },
      ];
  const at = below ? { x: x + 44, y: bottom + 18 } : { x: right + 24, y: middle + 4 };
  const within = below ? Math.max(20, width - 44) : longestLabel;
  const word = label && text(label, at, { ...labelFont, within });
  return html`${path(points, { hue, dashed })}${ends(points, hue)}${word}`;
}
