/** What a chapter may not state, because it is different on another machine or another day: its cells find it. */
import { eachCell } from "./finding.js";

const patterns: [what: string, pattern: RegExp][] = [
  ["a version, an address or a decimal number", /(?<![\w.])\d+(?:\.\d+)+(?!\w)/g],
  ["a name of this machine", /\blocalhost\b/g],
  ["a port or another long number", /(?<![\w.])(?!(?:1[5-9]|20)\d\d\b)\d{4,}(?!\w)/g],
  ["a duration or a size", /\b\d+ ?(?:ms|s|seconds?|minutes?|hours?|kB|KB|MB|GB)\b/g],
  ["a path of one machine", /(?<![\w:/])\/(?:home|Users|usr|tmp|root|opt|var)\/[\w./-]*|\b[A-Z]:\\[\w\\.]*/g],
  ["the name of a package registry", /\b(?:pypi\.org|pythonhosted\.org|npmjs\.(?:org|com))\b/g],
];

/** Numbers of documents, which are their names; and addresses of links, which the reader may follow. */
const names = /\b(?:PEP|RFC|WCAG) \d[\d.]*|\]\(https:[^)]*\)/g;

export const stated = eachCell(({ source }, { states }) => {
  const text = source.replace(names, "");
  return patterns.flatMap(([what, pattern]) =>
    (text.match(pattern) ?? [])
      .filter((found) => !states.includes(found))
      .map((found) => `it states ${what}, ${found}: let a cell find it`),
  );
});
