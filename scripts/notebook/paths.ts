/** Keeps the paths of this machine out of what others get to read. */
import { dirname } from "node:path";
import type { Notebook, Output } from "./document.js";

/**
 * The notebook with other names for folders, wherever its outputs tell a path in them.
 *
 * @param names absolute path of a folder → what to say instead
 * @example withFoldersNamed(notebook, { "/home/ada/course": "course" });
 */
export function withFoldersNamed(notebook: Notebook, names: Record<string, string>): Notebook {
  const named = (value: unknown, mime = "") => (/^image\/(?!svg)/.test(mime) ? value : deep(value));
  // A folder may lie in another one: the longer path first.
  const rules = Object.entries(names)
    .filter(([folder]) => dirname(folder) !== folder) // a home that is / would be found in every path
    .sort(([a], [b]) => b.length - a.length)
    .flatMap(([folder, name]) => forms(folder).map((form) => [wholeFolder(form), name] as const));
  const deep = (value: unknown): unknown => {
    if (typeof value === "string")
      return rules.reduce((text, [folder, name]) => text.replaceAll(folder, () => name), value);
    if (Array.isArray(value)) return value.map(deep);
    if (value === null || typeof value !== "object") return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, named(inner, key)]));
  };
  const cells = notebook.cells.map((cell) =>
    cell.cell_type === "code"
      ? { ...cell, outputs: cell.outputs.map((output) => deep(output) as Output) }
      : cell,
  );
  return { ...notebook, cells };
}

/** A path as it is, as a string of a program has it, and as an address has it; on Linux and macOS all one. */
const forms = (path: string) => [
  ...new Set([path, path.replaceAll("\\", "\\\\"), path.replaceAll("\\", "/")]),
];

/** Matches the folder where its name begins and ends: /home/ada, but not in /home/adam or /mnt/home/ada. */
const wholeFolder = (path: string) =>
  new RegExp(`(?<![\\w.+-])${path.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}(?![\\w-])`, "g");
