/** Completion within a string, as in `import x from "./h`: tslab says neither what it replaces nor what fits. */

import type { Completions } from "./engine.js";
import ts from "./typescript.js";

/** Kinds of what stands for a part of a path. */
const pathKinds: ReadonlySet<string> = new Set([
  ts.ScriptElementKind.directory,
  ts.ScriptElementKind.scriptElement,
  ts.ScriptElementKind.externalModuleName,
]);

/**
 * @param entries what could stand at `cursor`
 * @returns those that begin as the string does so far; nothing when `cursor` is not within a string
 */
export function withinString(
  file: ts.SourceFile,
  cursor: number,
  entries: readonly { name: string; kind: string; sortText: string }[],
): Completions | undefined {
  const content = contentAt(file, cursor);
  if (!content) return undefined;
  const isPath = entries.some(({ kind }) => pathKinds.has(kind));
  // Of a path, one part at a time.
  const slash = isPath ? file.text.slice(content.start, cursor).lastIndexOf("/") : -1;
  const start = content.start + slash + 1;
  const typed = file.text.slice(start, cursor).toLowerCase();
  const fitting = entries.filter(({ name }) => name.toLowerCase().startsWith(typed));
  const matches = fitting
    .toSorted((a, b) => a.sortText.localeCompare(b.sortText) || a.name.localeCompare(b.name))
    .map(({ name, kind }) => ({ text: name, type: kind }));
  return { matches, start, end: content.end };
}

/** What stands between the quotes around `cursor`. */
function contentAt(file: ts.SourceFile, cursor: number): { start: number; end: number } | undefined {
  const find = (node: ts.Node): { start: number; end: number } | undefined => {
    if (cursor < node.pos || cursor > node.end) return undefined;
    if (!ts.isStringLiteralLike(node)) return ts.forEachChild(node, find);
    const start = node.getStart(file) + 1;
    const end = node.end - ((node as { isUnterminated?: boolean }).isUnterminated ? 0 : 1);
    return start <= cursor && cursor <= end ? { start, end } : undefined;
  };
  return find(file);
}
