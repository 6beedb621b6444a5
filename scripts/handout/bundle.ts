/** A MIME bundle: of all that one output offers, the richest representation that is safe on a page. */
import { codeBlock, folded, terminalBlock } from "./blocks.js";
import { asHtml } from "./html.js";
import { pictureInside } from "./pictures.js";
import { type Keep, type SafeHtml, sanitiseOutput } from "./sanitise.js";
import { plainText, terminalLines } from "./terminal.js";

/** What an output has to know of its place on the page. */
export interface Place extends Keep {
  /** The cell's number, for text alternatives. */
  cell: number;
  /** Writes the Markdown of an output. */
  markdown(source: string): string;
}

/** One representation. */
interface Content {
  mime: string;
  text: string;
  metadata: Record<string, unknown>;
  /** The text/plain beside it; empty when there is none. */
  plain: string;
}

/** Writes one representation; empty when nothing is left of it that could be shown. */
type Write = (content: Content, place: Place) => string | SafeHtml;

/** Best first. */
const writers: [RegExp, Write][] = [
  [/^text\/html$/, sanitised],
  [/^text\/markdown$/, ({ text }, place) => `<div class="prose">${place.markdown(text)}</div>\n`],
  [/^image\/(svg\+xml|png|jpeg|gif|webp|avif)$/, picture],
  [/^text\/latex$/, ({ text }) => codeBlock(asHtml(text.trim()).split("\n"))],
  [
    /^application\/(.*\+)?json$/,
    ({ text }) => `${folded("Data (JSON)", codeBlock(asHtml(text).split("\n")))}\n`,
  ],
  [/^text\/plain$/, ({ text }) => `<div class="stream">${terminalBlock(terminalLines(text))}</div>\n`],
];

/**
 * Writes the first representation that shows something. Of an output that only runs (widgets, scripts) the
 * text beside it is shown, or a line that says what is missing.
 */
export function richest(
  data: Record<string, unknown>,
  metadata: Record<string, unknown>,
  place: Place,
): SafeHtml {
  for (const [wanted, write] of writers) {
    const mime = Object.keys(data).find((kind) => wanted.test(kind) && !needsNotebook.test(kind));
    if (mime === undefined) continue;
    const written = write(
      { mime, metadata, text: asText(data[mime]), plain: asText(data["text/plain"]) },
      place,
    );
    const { html, styles } = typeof written === "string" ? { html: written, styles: [] } : written;
    if (html) return { html, styles };
  }
  const kinds = Object.keys(data).map(asHtml).join(", ");
  const note = `<p class="note">An output that only a running notebook shows (${kinds}).</p>\n`;
  return { html: kinds && note, styles: [] };
}

/** A widget's own JSON names a model that only a running notebook has. */
const needsNotebook = /^application\/vnd\.jupyter\.widget/;

function asText(content: unknown): string {
  if (typeof content === "string") return content;
  return content === undefined ? "" : JSON.stringify(content, undefined, 2);
}

function sanitised({ text }: Content, place: Place): SafeHtml | string {
  const { html, styles } = sanitiseOutput(text, place);
  const shows =
    /<(img|svg|iframe|hr|input|progress|meter)\b/.test(html) || html.replace(/<[^>]*>/g, "").trim() !== "";
  if (!shows) return "";
  // What may be wider than the page scrolls within itself, and can be scrolled by keyboard.
  const wide = /<(table|svg|img)\b/.test(html);
  const region = wide ? ` tabindex="0" role="group" aria-label="Output of cell ${place.cell}"` : "";
  return { html: `<div class="rich${wide ? " scroll" : ""}"${region}>${html}</div>\n`, styles };
}

function picture({ mime, text, plain, metadata }: Content, { cell }: Place): string {
  const source = pictureInside(mime, mime === "image/svg+xml" ? Buffer.from(text).toString("base64") : text);
  if (!source) return "";
  const own = (metadata[mime] ?? {}) as Record<string, unknown>;
  const size = ["width", "height"]
    .filter((name) => Number.isInteger(own[name]) && Number(own[name]) > 0)
    .map((name) => ` ${name}="${own[name]}"`)
    .join("");
  // What matplotlib and its like put beside a picture names their own object, not what is seen.
  const told =
    typeof own.alt === "string" ? own.alt : /^<.*>$/s.test(plain.trim()) ? "" : plainText(plain).trim();
  const alternative = asHtml(told || `Picture made by cell ${cell}`);
  return `<p class="picture"><img src="${source}" alt="${alternative}"${size}></p>\n`;
}
