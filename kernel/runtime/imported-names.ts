/** What the reader calls what is imported: in the JavaScript that runs, `fs` is `module_1.default` (language/emit-imports.ts). */

const awaited = /const ((?:module|again_\d+)_\d+) = await \$import\((["'])(.*?)\2\)/g;
const clauses = /\bimport\s+([\p{ID_Continue}$\s{},*]+?)\s*from\s*(["'])(.*?)\2/gu;
const listed = /([\p{ID_Continue}$]+)(?:\s+as\s+([\p{ID_Continue}$]+))?\s*(?:,|$)/gu;

/**
 * @param codes as typed: the one that the JavaScript is made of, and those that have imported for it
 * @returns by what stands in the JavaScript, the name
 * @example importedNames('const module_1 = await $import("fs")', ['import fs from "fs"']) // module_1.default → fs
 */
export function importedNames(javascript: string, codes: string[]): Map<string, string> {
  const names = new Map<string, string>();
  const imports = codes.flatMap((code) => [...code.matchAll(clauses)]);
  for (const [, variable, , specifier] of javascript.matchAll(awaited)) {
    for (const [, clause = "", , from] of imports) {
      if (from !== specifier) continue;
      for (const { imported, name } of namesIn(clause)) {
        const value = imported === "*" ? variable! : `${variable}.${imported}`;
        if (!names.has(value)) names.set(value, name);
      }
    }
  }
  return names;
}

function namesIn(clause: string): { imported: string; name: string }[] {
  // Not the word of `import type { T }`.
  const [, first] = /^(?:type\s+)?([\p{ID_Continue}$]+)\s*(?:,|$)/u.exec(clause) ?? [];
  const [, all] = /\*\s*as\s+([\p{ID_Continue}$]+)/u.exec(clause) ?? [];
  const [, list = ""] = /\{(.*)\}/s.exec(clause) ?? [];
  return [
    ...(first ? [{ imported: "default", name: first }] : []),
    ...(all ? [{ imported: "*", name: all }] : []),
    ...[...list.matchAll(listed)].map(([, imported = "", name = imported]) => ({ imported, name })),
  ];
}
