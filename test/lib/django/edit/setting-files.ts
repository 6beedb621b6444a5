/** Settings files in many layouts, made of parts that can be told apart afterwards. */
import fc from "fast-check";

/** A part of the file that sets one name. */
export interface Part {
  name: string;
  /** With `\n` as line ends. */
  text: string;
  value: unknown;
}

/** How a file is written. */
export interface Layout {
  newline: "\n" | "\r\n";
  bom: boolean;
  cookie: string;
  finalNewline: boolean;
  parts: Part[];
}

const part = (text: string, value: unknown): Part => ({ name: /^\w+/.exec(text)?.[0] ?? "", text, value });

/** Each with comments of its own, and the value that Django reads. */
const parts: Part[] = [
  part("DEBUG = True  # not in production", true),
  part("HOSTS = []", []),
  part("PLAIN = ['a', 'b']", ["a", "b"]),
  part("TRAILING = ['a', 'b',]", ["a", "b"]),
  part("LONELY = ('a',)", ["a"]),
  part('LINES = [\n    "a",  # first, of "a"\n    # "off",\n    "b",\n    # last\n]', ["a", "b"]),
  part("NO_COMMA = [\n\t'a',\n\t'b'  # no comma, see\n]", ["a", "b"]),
  part("ONE_PER_LINE = ['a',\n                'b',\n                'c']", ["a", "b", "c"]),
  part("PAIRS = [\n    'a', 'b',\n    'c', 'd',\n]", ["a", "b", "c", "d"]),
  part("EMPTY = [\n    # nothing yet\n]", []),
  part("TUPLE = (\n    ('a', 1),\n    ('b', 2),\n)", [
    ["a", 1],
    ["b", 2],
  ]),
  part("JOINED = ['a'] + [\n    'b',\n]", ["a", "b"]),
  part("TWICE = ['a']\nTWICE = ['b']", ["b"]),
  part("TYPED: list = ['a']", ["a"]),
  part("PARENS = (\n    # why\n    'text'\n)", "text"),
  part("LATER = \\\n    5", 5),
  part("DATA = {'a': [1, 2], 'ü': None}; OTHER = 1", { a: [1, 2], ü: null }),
  part("NAIVE = 'ä€🎉'", "ä€🎉"),
  part("AFTER_IT = ['ä', 'b']; Ä_NAME = 1", ["ä", "b"]),
  part("RAW = r'\\d'", "\\d"),
  part('QUOTED = "it\'s"', "it's"),
];

export const layouts = fc.record({
  newline: fc.constantFrom("\n" as const, "\r\n" as const),
  bom: fc.boolean(),
  cookie: fc.constantFrom("", "# -*- coding: utf-8 -*-\n"),
  finalNewline: fc.boolean(),
  parts: fc.shuffledSubarray(parts, { minLength: 8 }),
});

/** A line that stands before the part of that index. */
export const mark = (index: number) => `# --- part ${index}: don't touch "this"`;

export function fileOf({ newline, bom, cookie, finalNewline, parts }: Layout): Buffer {
  const text = parts.map(({ text }, index) => `${mark(index)}\n${text}\n`).join("\n");
  const whole = `${cookie}"""Settings."""\nfrom pathlib import Path\nBASE_DIR = Path(__file__)\n${text}`;
  const ended = finalNewline ? whole : whole.replace(/\n$/, "");
  return Buffer.from((bom ? "\ufeff" : "") + ended.replaceAll("\n", newline));
}

/** The text of each part as the file has it now, line ends included; what follows the last one belongs to it. */
export function partsOf(content: Buffer, count: number): string[] {
  const text = content.toString("utf8");
  const starts = Array.from({ length: count }, (_, index) => text.indexOf(mark(index)));
  return starts.map((start, index) => text.slice(start, starts[index + 1]));
}
