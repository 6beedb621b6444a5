/**
 * The colours and styles that a program asks of a terminal (SGR: ECMA-48 8.3.117, and xterm's 256 and direct
 * colours), as a few class names. A page cannot keep a program's own shades readable on light and on dark
 * paper; it keeps the hue, and the theme gives each hue a shade of enough contrast.
 */

type Hue = "red" | "green" | "yellow" | "blue" | "magenta" | "cyan" | "grey";

/** What is in force at a point of the text. No `ink`: the page's own. */
export interface Style {
  ink?: Hue;
  paper?: Hue;
  bold?: boolean;
  faint?: boolean;
  italic?: boolean;
  underline?: boolean;
  struck?: boolean;
  inverse?: boolean;
}

// Black and white would vanish on one of the two papers.
const basic: (Hue | undefined)[] = [
  undefined,
  "red",
  "green",
  "yellow",
  "blue",
  "magenta",
  "cyan",
  undefined,
];

const effects: Record<number, Style> = {
  1: { bold: true },
  2: { faint: true },
  3: { italic: true },
  4: { underline: true },
  7: { inverse: true },
  9: { struck: true },
  22: { bold: false, faint: false },
  23: { italic: false },
  24: { underline: false },
  27: { inverse: false },
  29: { struck: false },
  39: { ink: undefined },
  49: { paper: undefined },
};

/**
 * The style after one `ESC [ … m`.
 *
 * @param parameters what stands between `[` and `m`, for instance `1;31` or `38;5;208`
 */
export function restyle(style: Style, parameters: string): Style {
  const codes = parameters.split(/[;:]/).map(Number);
  let next = style;
  while (codes.length > 0) {
    const code = codes.shift()!;
    if (code === 0) next = {};
    else if (code === 38 || code === 48) next = { ...next, [code === 38 ? "ink" : "paper"]: extended(codes) };
    else if (code in effects) next = { ...next, ...effects[code] };
    else if (inRange(code, 30)) next = { ...next, ink: basic[code - 30] };
    else if (inRange(code, 40)) next = { ...next, paper: basic[code - 40] ?? "grey" };
    else if (inRange(code, 90)) next = { ...next, ink: bright(code - 90) };
    else if (inRange(code, 100)) next = { ...next, paper: bright(code - 100) ?? "grey" };
  }
  return next;
}

/** The class names of a style, for the `class` attribute; empty for plain text. */
export function classNames({ ink, paper, inverse, ...effect }: Style): string {
  const names = Object.entries(effect).flatMap(([name, on]) => (on ? [name] : []));
  const ground = inverse ? (ink ?? "grey") : paper;
  // On a coloured ground the theme chooses the ink: no pair that a program picks can be unreadable.
  if (ground) names.push(`on-${ground}`);
  else if (ink) names.push(ink);
  return names.map((name) => `t-${name}`).join(" ");
}

const inRange = (code: number, first: number) => code >= first && code < first + 8;
const bright = (index: number) => (index === 0 ? "grey" : basic[index]);

/** The colour after 38 or 48, whose codes it takes from the list: `5;n` or `2;r;g;b`. */
function extended(codes: number[]): Hue | undefined {
  const kind = codes.shift();
  if (kind === 2) return hue(codes.splice(0, 3));
  if (kind !== 5) return undefined;
  const index = codes.shift() ?? 0;
  if (index < 8) return basic[index];
  if (index < 16) return bright(index - 8);
  if (index > 231) return index < 250 ? "grey" : undefined;
  const cube = index - 16;
  return hue([Math.floor(cube / 36), Math.floor(cube / 6) % 6, cube % 6].map((step) => step * 51));
}

/** The nearest hue of red, green, blue (0 to 255 each); undefined for what is nearly black or white. */
function hue([red = 0, green = 0, blue = 0]: number[]): Hue | undefined {
  const top = Math.max(red, green, blue);
  const span = top - Math.min(red, green, blue);
  if (span < 48) return top > 64 && top < 208 ? "grey" : undefined;
  let sector = (blue - red) / span + 2;
  if (top === red) sector = (green - blue) / span;
  else if (top === blue) sector = (red - green) / span + 4;
  const degrees = (sector * 60 + 360) % 360;
  const names: [number, Hue][] = [
    [20, "red"],
    [75, "yellow"],
    [165, "green"],
    [200, "cyan"],
    [262, "blue"],
    [335, "magenta"],
  ];
  return names.find(([end]) => degrees < end)?.[1] ?? "red";
}
