/** How wide a text will be, told without any font: the same on every machine. */

/** How a text is set. */
export interface Font {
  /** In pixels. */
  size: number;
  mono?: boolean;
  bold?: boolean;
}

const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

/**
 * A text on one line, of characters that XML allows. Marks that turn the direction of what follows are taken
 * out, so that what is written is in the order in which it is read, and accents piled one upon the other.
 *
 * @source XML 1.0, 2.2 Characters; Unicode TR 9, 2. Directional formatting characters
 */
export function oneLine(text: string): string {
  return (
    text
      .toWellFormed()
      .normalize("NFC")
      .replace(/\s+/g, " ")
      .replace(/([\u0300-\u036f]{2})[\u0300-\u036f]+/g, "$1")
      .replace(/[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/g, "")
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML forbids.
      .replace(/[\u0000-\u001f\u007f-\u009f\ufffe\uffff]/g, "\ufffd")
      .trim()
  );
}

/** Widths in em, of the widest of the fonts that are usual: in the others a line ends a little earlier. */
function em(grapheme: string, mono: boolean): number {
  // A font that has a letter but not its mark leaves the mark to another, and that may set it beside the letter.
  const marks = grapheme.match(/[\u0300-\u036f]/g)?.length ?? 0;
  return sign(grapheme, mono) + 0.65 * marks;
}

function sign(grapheme: string, mono: boolean): number {
  const code = grapheme.codePointAt(0) ?? 0;
  if (/\p{Extended_Pictographic}|\p{Regional_Indicator}/u.test(grapheme) && code > 0xff) return 1.5;
  if (code >= 0x1100 && !/[\u2000-\u2bff]/.test(grapheme)) return 1.15; // CJK and whatever is as wide
  // Letters with marks one over the other, and scripts that a fallback font will draw.
  if (code >= 0x250 && !/[\u2000-\u22ff]/.test(grapheme)) return mono ? 0.9 : 0.85;
  if (mono) return 0.615;
  if (/[iljI|!'.,:;ft()[\]{}/\\ ]/.test(grapheme)) return 0.4;
  if (/[mwMWQ@%…—→]/.test(grapheme)) return 1;
  return /\p{Lu}/u.test(grapheme) ? 0.74 : 0.63;
}

/** Pixels that a text takes at most. */
export function widthOf(text: string, { size, mono = false, bold = false }: Font): number {
  let sum = 0;
  for (const { segment } of graphemes.segment(text)) sum += em(segment, mono);
  return sum * size * (bold && !mono ? 1.1 : 1);
}

/** The text, or as much of its beginning as fits, with "…". */
export function shortened(text: string, width: number, font: Font): string {
  if (widthOf(text, font) <= width) return text;
  let kept = "";
  for (const { segment } of graphemes.segment(text)) {
    if (widthOf(`${kept}${segment}…`, font) > width) break;
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
}

/**
 * The text in lines, none wider than `width`. It is parted at spaces and after the signs of code (`/ _ . - ,`);
 * what does not fit into the last line is left out, with "…".
 *
 * @param lines at most
 */
export function wrapped(text: string, width: number, font: Font, lines: number): string[] {
  const made: string[] = [];
  let rest = oneLine(text);
  while (rest && made.length < lines - 1 && widthOf(rest, font) > width) {
    const line = firstLine(rest, width, font);
    made.push(line.trim());
    rest = rest.slice(line.length).trimStart();
  }
  return rest || made.length === 0 ? [...made, shortened(rest, width, font)] : made;
}

function firstLine(text: string, width: number, font: Font): string {
  const parted = [/[^ /_.,-]*[ /_.,-]*/g, /\p{Lu}*[^\p{Lu}]*/gu];
  // At a sign, else inside a word: before a capital, else anywhere.
  for (const piece of parted) {
    const line = asFits(text.match(piece) ?? [], width, font);
    if (line) return line;
  }
  const signs = Array.from(graphemes.segment(text), ({ segment }) => segment);
  return asFits(signs, width, font) || signs[0]!;
}

/** As many of the pieces as fit on a line. */
function asFits(pieces: readonly string[], width: number, font: Font): string {
  let line = "";
  for (const piece of pieces) {
    if (widthOf((line + piece).trimEnd(), font) > width) break;
    line += piece;
  }
  return line;
}
