/** Where lines leave and reach their boxes: side by side, each as near as can be to where it goes on. */
import type { Lane, Sized, Spot } from "./layout.js";

/** A lane from its upper to its lower end, with where it passes each row. */
export interface Course {
  upper: string;
  lower: string;
  /** Whether it is drawn upwards. */
  isReversed: boolean;
  /** First and last are the ends at the boxes. */
  spots: Spot[];
}

/** Pixels between lines at a box, and from its corners. */
const [apart, corner] = [14, 12];

/** Pixels that a line may be moved aside between its ends: less than half of what dagre leaves between lines. */
const nudge = 9;

/** The courses of all lanes, their ends spread over the sides of the boxes. */
export function coursesOf(
  nodes: ReadonlyMap<string, Sized>,
  spots: ReadonlyMap<string, Spot>,
  lanes: readonly Lane[],
): Course[] {
  const courses = lanes.map((lane) => course(lane, spots));
  for (const course of courses) aim(course, nodes);
  for (const end of ["upper", "lower"] as const) {
    for (const id of nodes.keys()) {
      const own = courses.filter((course) => course[end] === id);
      spread(own, end, nodes.get(id)!, spots.get(id)!.x);
    }
  }
  straighten(courses, nodes, spots);
  return courses;
}

function course({ from, to, via }: Lane, spots: ReadonlyMap<string, Spot>): Course {
  const [start, end] = [spots.get(from)!, spots.get(to)!];
  const isReversed = start.row > end.row;
  const between = via.map((spot) => ({ ...spot })).sort((a, b) => a.row - b.row);
  const ends = isReversed ? [end, start] : [start, end];
  return {
    upper: isReversed ? to : from,
    lower: isReversed ? from : to,
    isReversed,
    spots: [{ ...ends[0]! }, ...between, { ...ends[1]! }],
  };
}

/** Points both ends at where the course goes on; two boxes with a common stretch are joined by a straight line. */
function aim({ upper, lower, spots }: Course, nodes: ReadonlyMap<string, Sized>): void {
  const [first, last] = [spots[0]!, spots.at(-1)!];
  const [above, below] = [reach(nodes.get(upper)!, first.x), reach(nodes.get(lower)!, last.x)];
  if (spots.length === 2) {
    const common = { left: Math.max(above.left, below.left), right: Math.min(above.right, below.right) };
    const middle = (first.x + last.x) / 2;
    const meets = common.left <= common.right;
    [first.x, last.x] = meets
      ? [within(middle, common), within(middle, common)]
      : [within(last.x, above), within(first.x, below)];
    return;
  }
  first.x = within(spots[1]!.x, above);
  last.x = within(spots.at(-2)!.x, below);
}

function spread(own: Course[], end: "upper" | "lower", { width }: Sized, middle: number): void {
  const spotOf = (course: Course) => endOf(course, end);
  const next = ({ spots }: Course) => (end === "upper" ? spots[1]!.x : spots.at(-2)!.x);
  const sorted = [...own].sort((a, b) => spotOf(a).x - spotOf(b).x || next(a) - next(b));
  const { left, right } = reach({ width }, middle);
  const step = Math.min(apart, (right - left) / Math.max(1, sorted.length - 1));
  const wanted = sorted.map((course) => spotOf(course).x);
  // From the left as near as can be, then back from the right end.
  for (const [index] of wanted.entries()) {
    wanted[index] = Math.max(wanted[index]!, left, (wanted[index - 1] ?? -Infinity) + step);
  }
  for (const index of [...wanted.keys()].reverse()) {
    wanted[index] = Math.min(wanted[index]!, right - (wanted.length - 1 - index) * step);
    wanted[index] = Math.min(wanted[index]!, (wanted[index + 1] ?? Infinity) - step);
  }
  for (const [index, course] of sorted.entries()) spotOf(course).x = wanted[index]!;
}

/** A line that is all but straight becomes so, where nothing else is in the way. */
function straighten(
  courses: Course[],
  nodes: ReadonlyMap<string, Sized>,
  middles: ReadonlyMap<string, Spot>,
): void {
  for (const course of courses) {
    const { spots } = course;
    const isFree = (end: "upper" | "lower", x: number) => {
      const { left, right } = reach(nodes.get(course[end])!, middles.get(course[end])!.x);
      const others = courses.filter((other) => other !== course && other[end] === course[end]);
      return (
        x >= left && x <= right && others.every((other) => Math.abs(endOf(other, end).x - x) >= apart - 2)
      );
    };
    const between = spots.slice(1, -1);
    const ends = { upper: spots[0]!, lower: spots.at(-1)! };
    const wanted = between.length ? between.map(({ x }) => x) : [ends.upper.x, ends.lower.x];
    const isOne = between.length > 0 && Math.max(...wanted) - Math.min(...wanted) < 1;
    for (const x of [...wanted, ends.upper.x, ends.lower.x]) {
      const keeps = between.every((spot) => isOne && Math.abs(spot.x - x) <= nudge);
      if (!keeps || !isFree("upper", x) || !isFree("lower", x)) continue;
      for (const spot of spots) spot.x = x;
      break;
    }
    if (between.length === 0) continue;
    if (isFree("upper", wanted[0]!) && !isOne) ends.upper.x = wanted[0]!;
    if (isFree("lower", wanted.at(-1)!) && !isOne) ends.lower.x = wanted.at(-1)!;
  }
}

function endOf({ spots }: Course, end: "upper" | "lower"): Spot {
  return end === "upper" ? spots[0]! : spots.at(-1)!;
}

function reach({ width }: { width: number }, middle: number): { left: number; right: number } {
  const half = Math.max(0, width / 2 - corner);
  return { left: middle - half, right: middle + half };
}

function within(x: number, { left, right }: { left: number; right: number }): number {
  return Math.min(Math.max(x, left), right);
}
