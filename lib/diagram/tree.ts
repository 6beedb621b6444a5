/** Files, folders and links as a tree. */
import { type Html, html } from "../tools/html.js";
import { Diagram, type Outline } from "./diagram.js";
import { elbows, indent } from "./indented.js";
import { good, text } from "./svg.js";
import { type Font, oneLine, widthOf, wrapped } from "./words.js";

/** What happened to an entry since the last look. */
export type Mark = "new" | "changed" | "gone";

export interface TreeEntry {
  /** From the root, with forward slashes; a folder's ends in one. */
  path: string;
  /** What it is for. */
  note?: string;
  mark?: Mark;
  /** Where a link leads. */
  linksTo?: string;
}

export interface TreeInput {
  title: string;
  description?: string;
  /** Name of the folder that holds it all. */
  root: string;
  entries: readonly TreeEntry[];
}

interface Branch extends TreeEntry {
  name: string;
  isFolder: boolean;
  branches: Branch[];
}

interface Note {
  line: string;
  font: Font;
  /** All of it, where the line is only its beginning. */
  whole: string;
}

/** A branch on its line of the drawing. */
interface Row {
  branch: Branch;
  depth: number;
  /** Row of its folder. */
  parent: number;
  notes: Note[];
  y: number;
}

const nameFont = { size: 13, mono: true };
const noteFont = { size: 12 };
const linkFont = { size: 12, mono: true };
const [rowHeight, lineHeight, noteWidth, longestName] = [25, 16, 330, 330];

/**
 * Draws a folder with what is in it, in the order given. Folders that are not among the entries but have an
 * entry below them are drawn, too.
 *
 * @example
 * treeDiagram({ title: "A project", root: "mysite", entries: [
 *   { path: "manage.py", note: "runs commands" },
 *   { path: "mysite/settings.py", mark: "new" },
 * ] });
 */
export function treeDiagram({ title, description, root, entries }: TreeInput): Diagram {
  const top = grown(root, entries);
  const rows = placed(top);
  const labelEnd = Math.max(...rows.map(({ branch, depth }) => depth * indent + labelWidth(branch)));
  const noteX = 30 + labelEnd + 22;
  const last = rows.at(-1)!;
  const noted = Math.max(
    0,
    ...rows.flatMap(({ notes }) => notes.map(({ line, font }) => widthOf(line, font))),
  );
  return new Diagram({
    title,
    description: description ?? `The folder ${root} and what is in it: ${rows.length - 1} entries.`,
    width: (noted ? noteX + noted : noteX - 10) + 8,
    height: last.y + Math.max(rowHeight, last.notes.length * lineHeight + 8) - 8,
    drawing: html`${elbows(rows)}${rows.map((row) => drawnRow(row, noteX))}`,
    outline: [outlined(top)],
  });
}

function grown(root: string, entries: readonly TreeEntry[]): Branch {
  const top: Branch = { path: "", name: `${root.replace(/\/$/, "")}/`, isFolder: true, branches: [] };
  const known = new Map<string, Branch>([["", top]]);
  const branchAt = (path: string): Branch => {
    const there = known.get(path);
    if (there) return there;
    const [, folder = "", name = path] = /^(.*\/)?([^/]+\/?)$/.exec(path) ?? [];
    const branch: Branch = { path, name, isFolder: path.endsWith("/"), branches: [] };
    known.set(path, branch);
    branchAt(folder).branches.push(branch);
    return branch;
  };
  for (const entry of entries) Object.assign(branchAt(entry.path.replace(/^\/+|(?<=\/)\/+/g, "")), entry);
  return top;
}

function placed(top: Branch): Row[] {
  const rows: Row[] = [];
  let y = 18;
  const place = (branch: Branch, depth: number, parent: number) => {
    const notes = notesOf(branch);
    rows.push({ branch, depth, parent, notes, y });
    y += Math.max(rowHeight, notes.length * lineHeight + 9);
    const own = rows.length - 1;
    for (const below of branch.branches) place(below, depth + 1, own);
  };
  place(top, 0, -1);
  return rows;
}

function labelWidth({ name, mark }: Branch): number {
  const width = Math.min(longestName, widthOf(oneLine(name), nameFont));
  return width + (mark ? badgeWidth(mark) + 10 : 0);
}

/** What stands beside the name: where a link leads, and what it is for. */
function notesOf({ note = "", linksTo }: Branch): Note[] {
  const set = (words: string, font: Font): Note[] => {
    const lines = words ? wrapped(words, noteWidth, font, 3) : [];
    const isWhole = !lines.at(-1)?.endsWith("…");
    return lines.map((line) => ({ line, font, whole: isWhole ? line : words }));
  };
  return [...set(linksTo === undefined ? "" : `→ ${linksTo}`, linkFont), ...set(note, noteFont)];
}

const signs: Record<Mark, string> = { new: "+ new", changed: "~ changed", gone: "− gone" };
const badgeFont = { size: 11.5, bold: true };

function badgeWidth(mark: Mark): number {
  return widthOf(signs[mark], badgeFont) + 10;
}

function drawnRow({ branch, depth, notes, y }: Row, noteX: number): Html {
  const x = 8 + depth * indent;
  const nameX = x + 22;
  const badgeX = nameX + labelWidth(branch) - (branch.mark ? badgeWidth(branch.mark) : 0);
  return html`${icon(branch, x, y)}${text(branch.name, { x: nameX, y }, { ...nameFont, bold: branch.isFolder, within: longestName })}${
    branch.mark && badge(branch.mark, badgeX, y)
  }${notes.map(({ line, font, whole }, index) =>
    text(line, { x: noteX, y: y + index * lineHeight }, { ...font, soft: true, whole }),
  )}`;
}

function badge(mark: Mark, x: number, y: number): Html {
  const hue = mark === "new" ? good : "currentColor";
  const dashes = mark === "gone" ? "3 2" : "none";
  return html`<rect x="${x}" y="${y - 12.5}" width="${Math.round(badgeWidth(mark))}" height="17" rx="8.5" fill="${hue}" fill-opacity=".1" stroke="${hue}" stroke-dasharray="${dashes}"/>${text(signs[mark], { x: x + badgeWidth(mark) / 2, y: y - 0.3 }, { ...badgeFont, anchor: "middle" })}`;
}

/** A folder, a sheet with a corner turned down, or an arrow out of a sheet. */
function icon({ isFolder, linksTo }: Branch, x: number, y: number): Html {
  const at = `M${x} ${y - 10}`;
  const d = isFolder ? `${at}h5l2 2.5h8v9h-15z` : `${at}m2-1h7l4 4v9h-11zm7 0v4h4`;
  const link =
    linksTo !== undefined &&
    html`<path d="M${x + 4} ${y - 1}l5-4m-3.5 0h3.5v3.5" fill="none" stroke="currentColor"/>`;
  return html`<path d="${d}" fill="currentColor" fill-opacity="${isFolder ? 0.16 : 0}" stroke="currentColor" stroke-opacity=".75"/>${link}`;
}

function outlined(branch: Branch): Outline {
  const link = branch.linksTo !== undefined && `→ ${branch.linksTo}`;
  const words = [branch.name, link, branch.mark && `(${branch.mark})`, branch.note].filter(Boolean).join(" ");
  return { text: words, under: branch.branches.map(outlined) };
}
