/** Who says what to whom, one after the other: a request on its way through an application. */
import { type Html, html } from "../tools/html.js";
import { columnsEnd, columnsFor, headFont, headWidth, labelFont, widest } from "./columns.js";
import { Diagram, type Outline } from "./diagram.js";
import { folded, type Step } from "./repeats.js";
import { arrowHead, box, type Point, path, type Rectangle, short, text, textArea } from "./svg.js";
import { type Font, widthOf, wrapped } from "./words.js";

export interface Message {
  /** One of the participants. */
  from: string;
  /** One of the participants; the same as `from` for what it does by itself. */
  to: string;
  label: string;
  /** What else is to be said. */
  detail?: string;
  /** How long it took. */
  seconds?: number;
  /** Whether it answers an earlier one. */
  isReturn?: boolean;
}

export interface SequenceInput {
  title?: string;
  description?: string;
  /** From left to right. */
  participants: readonly string[];
  messages: readonly Message[];
}

const detailFont: Font = { size: 11.5, mono: true };
const timeFont: Font = { size: 11.5 };

/** Pixels; and the number of messages after which the participants are named again, unless the end is near. */
const [headHeight, between, named] = [42, 14, 20];
/** Lines of words above an arrow, and below it: the rest is only in the words beside the drawing. */
const most = 3;

/** A message on its place in the drawing. */
interface Line {
  step: Step;
  labels: string[];
  details: string[];
  /** Height of the arrow. */
  y: number;
  /** Where its words end. */
  bottom: number;
  /** Where the participants are named again before it. */
  headAt?: number;
}

/**
 * Draws participants side by side and each message as a numbered arrow, from top to bottom. What repeats itself
 * is drawn once, with how often it came; the words below list all of it. In a long drawing the participants are
 * named again on the way.
 *
 * @throws TypeError for a message from or to somebody who is no participant
 * @source UML 2.5.1, 17.8 Sequence Diagrams
 * @example
 * sequenceDiagram({ participants: ["browser", "server"], messages: [
 *   { from: "browser", to: "server", label: "GET /" },
 *   { from: "server", to: "browser", label: "200 OK", seconds: 0.012, isReturn: true },
 * ] });
 */
export function sequenceDiagram(input: SequenceInput): Diagram {
  const { title = "A request on its way", description, participants, messages } = input;
  const strange = messages.flatMap(({ from, to }) => [from, to]).find((name) => !participants.includes(name));
  if (strange !== undefined) throw new TypeError(`"${strange}" is no participant`);
  const steps = folded(messages);
  const columns = columnsFor(participants, steps);
  const lines = placed(steps, columns, participants);
  const bottom = (lines.at(-1)?.bottom ?? headHeight) + 16;
  const timeX = columnsEnd(columns, participants, steps) + 12;
  const hasTimes = steps.some(({ message }) => message.seconds !== undefined);
  const times = Math.max(0, ...steps.map(({ message }) => widthOf(timeOf(message), timeFont)));
  const heads = [4, ...lines.flatMap(({ headAt }) => headAt ?? []), bottom];
  const words = lines.flatMap((line) => wordsOf(line, columns, participants));
  const areas = [
    ...words.map(({ words, at, look }) => textArea(words, at, look)),
    ...heads.slice(1, -1).map((y) => ({ x: 0, y, width: timeX, height: headHeight - 4 })),
  ];
  return new Diagram({
    title,
    description:
      description ??
      `${messages.length} messages between ${participants.length} participants, from top to bottom.`,
    width: timeX + (hasTimes ? times + 8 : 0),
    height: bottom + headHeight + 4,
    drawing: html`${participants.map((_, index) => lifeline(columns[index]!, bottom, areas))}${lines.map((line) => drawnLine(line, columns, participants, timeX + times))}${heads.map((y) => participants.map((name, index) => head(name, columns[index]!, y)))}`,
    outline: messages.map(outlined),
  });
}

function placed(steps: readonly Step[], columns: readonly number[], participants: readonly string[]): Line[] {
  let y = headHeight + 12;
  return steps.map((step, index) => {
    const isNamed = index > 0 && index % named === 0 && steps.length - index > named / 2;
    const headAt = isNamed ? y + between : undefined;
    if (isNamed) y += headHeight + between + 8;
    const { from, to, detail } = step.message;
    const [a, b] = [columns[participants.indexOf(from)]!, columns[participants.indexOf(to)]!];
    const room = a === b ? widest - 20 : Math.abs(a - b) - 22;
    const labels = wrapped(step.label, room, labelFont, most);
    const details = detail ? wrapped(detail, room, detailFont, most) : [];
    const words = [labels.length * 15, details.length * 15] as const;
    const own = Math.max(20, words[0] + words[1]) / 2;
    y += a === b ? own + 6 : words[0] + 12;
    const line = { step, labels, details, y, headAt, bottom: y + (a === b ? own : words[1] + 3) };
    y = line.bottom;
    return line;
  });
}

/** What is written at an arrow. */
function wordsOf(
  { step, labels, details, y }: Line,
  columns: readonly number[],
  participants: readonly string[],
) {
  const { from, to, detail = "" } = step.message;
  const [a, b] = [columns[participants.indexOf(from)]!, columns[participants.indexOf(to)]!];
  const isOwn = a === b;
  const x = isOwn ? a + 34 : (a + b) / 2;
  const anchor = isOwn ? ("start" as const) : ("middle" as const);
  const above = isOwn ? y + 4 - (labels.length + details.length - 1) * 7.5 : y - 6 - (labels.length - 1) * 15;
  const below = isOwn ? above + labels.length * 15 : y + 16;
  const whole = (lines: readonly string[], index: number, all: string) =>
    lines.at(-1)?.endsWith("…") ? all : lines[index];
  return [
    ...labels.map((words, index) => ({
      words,
      at: { x, y: above + index * 15 },
      look: { ...labelFont, anchor, whole: whole(labels, index, step.label) },
    })),
    ...details.map((words, index) => ({
      words,
      at: { x, y: below + index * 15 },
      look: { ...detailFont, soft: true, anchor, whole: whole(details, index, detail) },
    })),
  ];
}

/** A line from its participant down, broken where words stand. */
function lifeline(x: number, bottom: number, areas: readonly Rectangle[]): Html {
  const over = areas
    .filter((area) => area.x - 3 < x && x < area.x + area.width + 3)
    .sort((a, b) => a.y - b.y);
  let top = headHeight + 4;
  let d = "";
  for (const { y, height } of over) {
    if (y > top) d += `M${short(x)} ${short(top)}V${short(y)}`;
    top = Math.max(top, y + height);
  }
  return html`<path d="${d}M${short(x)} ${short(top)}V${short(bottom)}" fill="none" stroke="currentColor" stroke-opacity=".5" stroke-dasharray="3 4"/>`;
}

function head(name: string, middle: number, y: number): Html {
  const width = Math.max(64, headWidth(name));
  const height = headHeight - 4;
  const lines = wrapped(name, width - 14, headFont, 2);
  const first = y + height / 2 + 4.5 - (lines.length - 1) * 7.5;
  return html`${box({ x: middle - width / 2, y, width, height }, { ground: 0.08 })}${lines.map(
    (line, index) =>
      text(
        line,
        { x: middle, y: first + index * 15 },
        { ...headFont, anchor: "middle", whole: lines.at(-1)?.endsWith("…") ? name : line },
      ),
  )}`;
}

function drawnLine(
  line: Line,
  columns: readonly number[],
  participants: readonly string[],
  timeEnd: number,
): Html {
  const { step, y } = line;
  const { message, number } = step;
  const [a, b] = [columns[participants.indexOf(message.from)]!, columns[participants.indexOf(message.to)]!];
  const points: Point[] =
    a === b
      ? [
          { x: a, y: y - 9 },
          { x: a + 26, y: y - 9 },
          { x: a + 26, y: y + 9 },
          { x: a + 1, y: y + 9 },
        ]
      : [
          { x: a, y },
          { x: b + (a < b ? -1 : 1), y },
        ];
  const words = wordsOf(line, columns, participants).map(({ words, at, look }) => text(words, at, look));
  const time =
    timeOf(message) &&
    text(timeOf(message), { x: timeEnd, y: y + 4 }, { ...timeFont, soft: true, anchor: "end" });
  return html`${text(String(number), { x: 24, y: y + 4 }, { ...timeFont, soft: true, anchor: "end" })}${path(points, { dashed: message.isReturn })}${arrowHead(points.at(-2)!, points.at(-1)!, { open: message.isReturn })}${words}${time}`;
}

/** With so many digits as say something. */
function timeOf({ seconds }: Message): string {
  if (seconds === undefined) return "";
  if (seconds >= 1) return `${Number(seconds.toPrecision(2))} s`;
  return `${Number((seconds * 1000).toPrecision(2))} ms`;
}

function outlined(message: Message, index: number): Outline {
  const { from, to, label, detail, isReturn } = message;
  const words = [`${index + 1}. ${from} → ${to}:`, label, isReturn && "(answer)", timeOf(message)];
  return { text: words.filter(Boolean).join(" "), under: detail ? [{ text: detail }] : [] };
}
