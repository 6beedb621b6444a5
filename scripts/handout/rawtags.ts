/** Raw HTML in Markdown. */
import { headings, textElements } from "./allowed.js";
import { asHtml } from "./html.js";

const tag =
  /<!--[\s\S]*?-->|<(script|style|template)\b[^>]*>[\s\S]*?<\/\1\s*>|<(\/?)([a-z][a-z0-9]*)((?:[^<>"']|"[^"]*"|'[^']*')*)>|</gi;
const attribute =
  /\s(href|src|alt|title|width|height|colspan|rowspan|open|lang|dir)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+))?/gi;

/**
 * Raw HTML in Markdown, cut down to the tags that prose may have and their harmless attributes; no classes
 * and no names, which belong to the page. What is not a whole tag is text: an unclosed comment swallows nothing.
 */
export function keptTags(html: string): string {
  return html.replace(tag, (whole: string, gone: string | undefined, slash = "", name = "", rest = "") => {
    if (gone || whole.startsWith("<!--")) return "";
    const known = name.toLowerCase();
    if (!textElements.includes(known) && !headings.includes(known)) return asHtml(whole);
    // The page's own headings come from Markdown only: they are the ones in its outline.
    const element = headings.includes(known) ? "p" : known;
    const kept = slash ? "" : Array.from((rest as string).matchAll(attribute), ([text]) => text).join("");
    return `<${slash}${element}${kept}>`;
  });
}
