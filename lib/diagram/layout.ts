/**
 * The one import of dagre: which box goes into which row, and where in it, so that few lines cross. It is read
 * when the first graph is drawn. Where the rows are and how lines run between them is told by `routes.ts`.
 */

/** A box of this many pixels; those of one group stand together. */
export interface Sized {
  id: string;
  width: number;
  height: number;
  /** Pixels that stay free on its left and right. */
  room?: number;
  group?: string;
}

/** A line from one box to another, with room for its label in the middle. */
export interface Link {
  from: string;
  to: string;
  label?: { width: number; height: number };
}

/** A place in a row: `x` is its middle, in pixels. */
export interface Spot {
  row: number;
  x: number;
}

/** A link, and where it passes the rows between its ends. */
export interface Lane extends Link {
  via: Spot[];
  labelAt?: Spot;
}

export interface Arrangement {
  /** By id. */
  spots: Map<string, Spot>;
  /** In the order of the links. */
  lanes: Lane[];
  /** Left and right end of each group. */
  groups: Map<string, { left: number; right: number }>;
}

/**
 * Arranges boxes in rows, each below those that have a link to it.
 *
 * @param links none from a box to itself; each between boxes that are there
 * @source Gansner et al., A Technique for Drawing Directed Graphs (1993); https://github.com/dagrejs/dagre
 */
export async function arranged(nodes: readonly Sized[], links: readonly Link[]): Promise<Arrangement> {
  const { Graph, layout } = await import("@dagrejs/dagre");
  // Names of our own, as a reader's may be any, even that of a property that all objects have.
  const names = new Map(nodes.map(({ id }, index) => [id, `n${index}`]));
  const groups = [...new Set(nodes.flatMap(({ group }) => group ?? []))];
  const graph = new Graph({ multigraph: true, compound: true });
  graph.setGraph({ nodesep: 34, edgesep: 20, ranksep: 20 });
  for (const [index] of groups.entries()) graph.setNode(`g${index}`, {});
  for (const { id, width, height, group, room = 0 } of nodes) {
    graph.setNode(names.get(id)!, { width: width + 2 * room, height });
    if (group !== undefined) graph.setParent(names.get(id)!, `g${groups.indexOf(group)}`);
  }
  for (const [index, { from, to, label }] of links.entries()) {
    const room = label ? { width: label.width, height: label.height, labelpos: "c" as const } : {};
    graph.setEdge(names.get(from)!, names.get(to)!, { ...room }, `e${index}`);
  }
  layout(graph);

  const at = (node: string) => graph.node(node) as { x: number; y: number; width: number };
  const drawn = links.map(({ from, to, label }, index) => {
    const edge = graph.edge(names.get(from)!, names.get(to)!, `e${index}`) as Drawn;
    return { from, to, label, via: (edge.points ?? []).slice(1, -1), labelAt: label && edge };
  });
  // Rows without a box or a label are only passed.
  const heights = [
    ...nodes.map(({ id }) => at(names.get(id)!).y),
    ...drawn.flatMap(({ labelAt }) => labelAt?.y ?? []),
  ];
  const rows = [...new Set(heights.map(near))].sort((a, b) => a - b);
  const spot = ({ x, y }: { x: number; y: number }) => ({ row: rows.indexOf(near(y)), x });
  return {
    spots: new Map(nodes.map(({ id }) => [id, spot(at(names.get(id)!))])),
    lanes: drawn.map(({ via, labelAt, ...link }) => ({
      ...link,
      via: via.map(spot).filter(({ row }) => row >= 0),
      labelAt: labelAt && spot(labelAt),
    })),
    groups: new Map(
      groups.map((group, index) => {
        const { x, width } = at(`g${index}`);
        return [group, { left: x - width / 2, right: x + width / 2 }];
      }),
    ),
  };
}

interface Drawn {
  points?: { x: number; y: number }[];
  x: number;
  y: number;
}

/** Places that differ by the arithmetic alone are the same. */
function near(y: number): number {
  return Math.round(y);
}
