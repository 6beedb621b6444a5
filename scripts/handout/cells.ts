/** A notebook's cells as parts of a page. */
import type { Cell, Notebook } from "../notebook/document.js";
import { codeBlock, folded } from "./blocks.js";
import type { Highlighter } from "./highlight.js";
import { asHtml } from "./html.js";

/** For whom a page is: a student's has no solutions and no notes for teachers, not even in its source. */
export type Edition = "student" | "instructor";

/** A cell that has a place on the page. */
export interface PlacedCell {
  cell: Cell;
  /** As in the cell's brackets after a run: counts code cells, those left out included; undefined for prose. */
  number?: number;
  /** Of the course's roles, the ones that a page shows. */
  role?: string;
}

const shownRoles: Record<string, string> = {
  predict: "Predict",
  exercise: "Exercise",
  solution: "Solution",
  teacher: "For teachers",
};
const forTeachers = ["solution", "teacher"];

/** The cells that this edition shows, numbered as in the notebook. */
export function placedCells(notebook: Notebook, edition: Edition): PlacedCell[] {
  let count = 0;
  return notebook.cells
    .filter(({ source }) => /\S/.test(source))
    .map((cell) => ({ cell, role: roleOf(cell), number: cell.cell_type === "code" ? ++count : undefined }))
    .filter(({ role }) => edition === "instructor" || !forTeachers.includes(role ?? ""));
}

function roleOf(cell: Cell): string | undefined {
  const role = (cell.metadata.djlab as { role?: unknown } | undefined)?.role;
  return typeof role === "string" && Object.hasOwn(shownRoles, role) ? role : undefined;
}

/** The pictures that prose carries with it: name → MIME bundle. */
export function attachmentsOf(cell: Cell): Record<string, Record<string, unknown>> {
  return (cell.cell_type === "markdown" && cell.attachments) || {};
}

/** The language of a notebook's code, as it calls itself. */
export function languageOf({ metadata }: Notebook): string {
  const { language_info: info, kernelspec } = metadata as Record<
    string,
    { name?: unknown; language?: unknown }
  >;
  const name = info?.name ?? kernelspec?.language;
  return typeof name === "string" ? name : "typescript";
}

/** One code cell: its number, its code in colours, and what it showed. */
export function writeCode(
  { cell, number, role }: PlacedCell,
  outputs: string,
  language: string,
  { lines }: Highlighter,
): string {
  const self = `<a class="number" href="#cell-${number}" aria-label="Cell ${number}">${number}</a>`;
  const block = codeBlock(lines(cell.source.trimEnd(), language));
  const code = isFolded(cell) ? folded(`Code of cell ${number}`, block) : block;
  const shown = outputs && `<div class="outputs">${outputs}</div>\n`;
  return `<div class="${classOf(role)}" id="cell-${number}">${self}${label(role)}${code}${shown}</div>\n`;
}

/** Prose; in a frame when it has a role that the page shows. */
export function writeText(html: string, role?: string): string {
  return role ? `<div class="${classOf(role)}">${label(role)}${html}</div>\n` : html;
}

/** A raw cell, as it is. */
export const writeRaw = (source: string) => `<pre class="lines">\n${asHtml(source)}</pre>\n`;

/** Jupyter's own mark of a cell whose code is not what matters. */
const isFolded = ({ metadata }: Cell) =>
  (metadata.jupyter as { source_hidden?: unknown } | undefined)?.source_hidden === true;

const label = (role = "") => role && `<p class="role">${shownRoles[role]}</p>`;
const classOf = (role = "") => (forTeachers.includes(role) ? "cell for-teacher" : "cell");
