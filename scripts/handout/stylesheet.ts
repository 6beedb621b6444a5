/** The style of a page that is shown in a frame. */

const load = /@import\b[^;]*;?|(?:url|src|image|image-set|cross-fade)\(\s*(?!["']?(?:data:|#))[^)]*\)?/gi;

/**
 * A stylesheet that asks for nothing from outside. The page's policy would stop such requests; without them it
 * need not. A stylesheet that hides them by escapes or comments is left out.
 *
 * @example
 * withoutLoads('@import "a.css"; p { color: red; background: url(b.png) }') // p { color: red; background: none }
 */
export function withoutLoads(css: string): string {
  const text = css.replace(/\r\n?/g, "\n").replaceAll("\0", "\uFFFD");
  const kept = text.replace(load, (found) => (found.startsWith("@") ? "" : "none"));
  const meant = kept
    .replace(/\/\*[\s\S]*?\*\//g, "")
    .replace(/\\([0-9a-f]{1,6})\s?/gi, (_, code) =>
      String.fromCodePoint(Math.min(Number.parseInt(code, 16), 0xffff)),
    )
    .replace(/\\(.)/g, "$1");
  return meant.search(load) < 0 ? kept : "";
}
