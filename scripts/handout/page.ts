/** A notebook as one HTML file that fetches nothing and runs nothing. */
import type { Notebook } from "../notebook/document.js";
import {
  attachmentsOf,
  type Edition,
  languageOf,
  type PlacedCell,
  placedCells,
  writeCode,
  writeRaw,
  writeText,
} from "./cells.js";
import type { Highlighter } from "./highlight.js";
import { asHtml } from "./html.js";
import { libraryClasses, policyFor, styleOf } from "./look.js";
import { type Anchored, outline } from "./outline.js";
import { writeOutputs } from "./outputs.js";
import { picturesOf } from "./pictures.js";
import { type Prose, readProse, writeProse } from "./render.js";

export interface PageOptions {
  /** The notebook's file name without its ending: names the page, and is its title when there is no heading. */
  name: string;
  /** The notebook's folder, where the pictures of its prose may lie. */
  folder: string;
  edition: Edition;
  highlighter: Highlighter;
}

/**
 * Writes the page. The same notebook and options give the same text.
 *
 * @returns the HTML file's text: UTF-8, nothing outside it is needed
 * @example
 * const highlighter = await openHighlighter();
 * const html = await writePage(notebook, { name: "a", folder: ".", edition: "student", highlighter });
 */
export async function writePage(notebook: Notebook, options: PageOptions): Promise<string> {
  const { name, folder, edition, highlighter } = options;
  const cells = placedCells(notebook, edition);
  const language = languageOf(notebook);
  const prose = new Map<PlacedCell, Prose>();
  for (const placed of cells) {
    if (placed.cell.cell_type === "markdown") prose.set(placed, readProse(placed.cell.source));
  }
  const read = [...prose.values()];
  const ids = cells.flatMap(({ number }) => (number ? [`cell-${number}`] : []));
  const headings = outline(
    read.flatMap((piece) => piece.headings),
    ["contents", "main", ...ids],
  );
  const anchors = new Set([...ids, ...headings.map(({ id }) => id)]);
  await highlighter.load([language, ...read.flatMap(({ languages }) => languages)]);
  const common = { highlighter, hasAnchor: (id: string) => anchors.has(id) };

  const styles = new Set<string>();
  const waiting = [...headings];
  const parts = cells.map((placed) => {
    const { cell, number = 0, role } = placed;
    if (cell.cell_type === "raw") return writeRaw(cell.source);
    const surroundings = { ...common, findPicture: picturesOf(attachmentsOf(cell), folder) };
    const piece = prose.get(placed);
    if (piece) {
      const own = waiting.splice(0, piece.headings.length);
      return writeText(writeProse(piece, { ...surroundings, headings: own }), role);
    }
    const outputs = writeOutputs(cell.cell_type === "code" ? cell.outputs : [], (index) => ({
      cell: number,
      prefix: `o${number}_${index + 1}_`,
      classes: libraryClasses,
      markdown: (source) => writeProse(readProse(source), surroundings),
    }));
    for (const style of outputs.styles) styles.add(style);
    return writeCode(placed, outputs.html, language, highlighter);
  });
  return whole({ parts, headings, styles, name, edition, cells: ids.length });
}

interface Whole {
  parts: string[];
  headings: Anchored[];
  styles: Set<string>;
  name: string;
  edition: Edition;
  cells: number;
}

function whole({ parts, headings, styles, name, edition, cells }: Whole): string {
  const title = headings[0]?.text || name;
  const main = `${headings.length === 0 ? `<h1>${asHtml(name)}</h1>\n` : ""}${parts.join("")}`;
  const style = styleOf(main);
  const about = [`${name}.ipynb`, `${cells} code cells`, `${edition}’s edition`].map(asHtml).join(" · ");
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policyFor([style, ...styles])}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="generator" content="djlab handouts">
<title>${asHtml(title)}</title>
<style>${style}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the text</a>
${contents(headings.slice(1))}<main id="main">
${main}</main>
<footer><p>${about}</p></footer>
</body>
</html>
`;
}

function contents(headings: Anchored[]): string {
  const shown = headings.filter(({ level }) => level <= 3);
  if (shown.length < 2) return "";
  const items = shown.map(
    ({ level, id, text }) =>
      `<li${level > 2 ? ' class="deeper"' : ""}><a href="#${asHtml(id)}">${asHtml(text)}</a></li>`,
  );
  return `<nav class="contents" id="contents" aria-label="Contents">
<details><summary>Contents</summary><ol>
${items.join("\n")}
</ol></details>
</nav>
`;
}
