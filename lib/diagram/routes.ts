/**
 * From an arrangement in rows to places in pixels. Lines run down through the rows, and across only between
 * them, each on a track of its own there: so none crosses a box or a label.
 */
import type { Arrangement, Sized } from "./layout.js";
import { type Course, coursesOf } from "./ports.js";
import type { Point, Rectangle } from "./svg.js";

/** A drawn line: in pieces where its label stands. */
export interface Route {
  /** From its start to its end. */
  points: Point[];
  label?: Rectangle;
}

export interface Routed {
  boxes: Map<string, Rectangle>;
  /** In the order of the lanes. */
  routes: Route[];
  groups: Map<string, Rectangle>;
  width: number;
  height: number;
}

/** A line's way across, between two rows. */
interface Crossing {
  course: Course;
  left: number;
  right: number;
  goesRight: boolean;
  track: number;
}

/** Pixels: at a box and at a label, before the first line goes across; between such lines; above and below a group. */
const [boxInset, labelInset, trackGap, groupName, groupFoot] = [24, 10, 12, 24, 10];

/** Places everything. Widths and heights are those of `nodes`; the top left corner of it all is 0, 0. */
export function routed(nodes: readonly Sized[], { spots, lanes, groups }: Arrangement): Routed {
  const sizes = new Map(nodes.map((node) => [node.id, node]));
  const courses = coursesOf(sizes, spots, lanes);
  const heights: number[] = [];
  const grow = (row: number, height: number) => {
    heights[row] = Math.max(heights[row] ?? 0, height);
  };
  for (const [id, { row }] of spots) grow(row, sizes.get(id)!.height);
  for (const { label, labelAt } of lanes) if (label && labelAt) grow(labelAt.row, label.height);

  const crossings = heights.map((_, row) => crossingsBelow(row, courses));
  const boxRows = new Set([...spots.values()].map(({ row }) => row));
  // At a box there has to be room for what stands at a line's end.
  const inset = (row: number) => (boxRows.has(row) ? boxInset : labelInset);
  const extents = groupExtents(nodes, spots, [...groups.keys()]);
  const starts = new Set([...extents.values()].map(([first]) => first));
  const ends = new Set([...extents.values()].map(([, last]) => last));
  const tops: number[] = [];
  let y = starts.has(0) ? groupName + 4 : 0;
  for (const [row, height] of heights.entries()) {
    tops[row] = y;
    const tracks = Math.max(-1, ...crossings[row]!.map(({ track }) => track));
    const forLines = inset(row) + inset(row + 1) + Math.max(0, tracks) * trackGap;
    const forGroups = (ends.has(row) ? groupFoot : 0) + (starts.has(row + 1) ? groupName + 4 : 0);
    y += height + forLines + forGroups;
  }
  const middle = (row: number) => tops[row]! + heights[row]! / 2;

  const boxes = new Map(
    [...spots].map(([id, { row, x }]) => {
      const { width, height } = sizes.get(id)!;
      return [id, { x: x - width / 2, y: middle(row) - height / 2, width, height }];
    }),
  );
  const routes = courses.map((course, index): Route => {
    const firstTrack = (row: number) =>
      tops[row]! + heights[row]! + inset(row) + (ends.has(row) ? groupFoot : 0);
    const points = pointsOf(course, boxes, crossings, firstTrack);
    const { label, labelAt } = lanes[index]!;
    const labelX = course.spots.find(({ row }) => row === labelAt?.row)?.x;
    return {
      points: course.isReversed ? points.reverse() : points,
      ...(label &&
        labelAt &&
        labelX !== undefined && {
          label: { ...label, x: labelX - label.width / 2, y: middle(labelAt.row) - label.height / 2 },
        }),
    };
  });
  const frames = new Map(
    [...groups].map(([group, { left, right }]) => {
      const [first, last] = extents.get(group)!;
      const top = tops[first]! - groupName;
      const bottom = tops[last]! + heights[last]! + groupFoot;
      return [group, { x: left, y: top, width: right - left, height: bottom - top }];
    }),
  );
  return atOrigin({ boxes, routes, groups: frames, width: 0, height: 0 });
}

/** First and last row of each group. */
function groupExtents(nodes: readonly Sized[], spots: Arrangement["spots"], groups: readonly string[]) {
  return new Map(
    groups.map((group): [string, [first: number, last: number]] => {
      const rows = nodes.filter((node) => node.group === group).map(({ id }) => spots.get(id)!.row);
      return [group, [Math.min(...rows), Math.max(...rows)]];
    }),
  );
}

/** The lines that go across below a row, each with its track; the first track is the highest. */
function crossingsBelow(row: number, courses: readonly Course[]): Crossing[] {
  const found = courses.flatMap((course): Crossing[] => {
    const index = course.spots.findLastIndex((spot) => spot.row <= row);
    const [from, to] = [course.spots[index], course.spots[index + 1]];
    // A lane that skips rows goes across as late as can be.
    if (!from || !to || to.row !== row + 1 || Math.abs(from.x - to.x) < 0.5) return [];
    const [left, right] = [Math.min(from.x, to.x), Math.max(from.x, to.x)];
    return [{ course, left, right, goesRight: to.x > from.x, track: 0 }];
  });
  // Of those to the right the rightmost first, of those to the left the leftmost: so they do not cross.
  found.sort(
    (a, b) =>
      Number(a.goesRight) - Number(b.goesRight) ||
      (a.goesRight ? b.left - a.left || b.right - a.right : a.right - b.right || a.left - b.left),
  );
  for (const [index, crossing] of found.entries()) {
    const before = found.slice(0, index).filter((other) => overlaps(other, crossing));
    crossing.track = 1 + Math.max(-1, ...before.map(({ track }) => track));
  }
  return found;
}

function overlaps(a: Crossing, b: Crossing): boolean {
  return a.left < b.right + 8 && b.left < a.right + 8;
}

function pointsOf(
  course: Course,
  boxes: ReadonlyMap<string, Rectangle>,
  crossings: readonly Crossing[][],
  firstTrack: (row: number) => number,
): Point[] {
  const { upper, lower, spots } = course;
  const [above, below] = [boxes.get(upper)!, boxes.get(lower)!];
  const points: Point[] = [{ x: spots[0]!.x, y: above.y + above.height }];
  for (const [index, to] of spots.entries()) {
    const from = spots[index - 1];
    if (!from) continue;
    const row = to.row - 1;
    const crossing = crossings[row]?.find((one) => one.course === course);
    if (!crossing) continue;
    const y = firstTrack(row) + crossing.track * trackGap;
    points.push({ x: from.x, y }, { x: to.x, y });
  }
  return [...points, { x: spots.at(-1)!.x, y: below.y }];
}

/** Moves all of it so that it begins at 0, 0. */
function atOrigin({ boxes, routes, groups }: Routed): Routed {
  const rectangles = [
    ...boxes.values(),
    ...groups.values(),
    ...routes.flatMap(({ label }) => label ?? []),
    ...routes.flatMap(({ points }) => points.map((point) => ({ ...point, width: 0, height: 0 }))),
  ];
  const left = Math.min(...rectangles.map(({ x }) => x));
  const top = Math.min(...rectangles.map(({ y }) => y));
  const moved = <T extends Point>(place: T): T => ({ ...place, x: place.x - left, y: place.y - top });
  return {
    boxes: new Map([...boxes].map(([id, rectangle]) => [id, moved(rectangle)])),
    routes: routes.map(({ points, label }) => ({
      points: points.map(moved),
      ...(label && { label: moved(label) }),
    })),
    groups: new Map([...groups].map(([id, rectangle]) => [id, moved(rectangle)])),
    width: Math.max(0, ...rectangles.map(({ x, width }) => x + width - left)),
    height: Math.max(0, ...rectangles.map(({ y, height }) => y + height - top)),
  };
}
