/** The text of a page, as somebody who reads it would see it. */
import { plainText } from "./document.js";

const unseen = /<!--[\s\S]*?-->|<(head|script|style|svg|template|noscript)\b[\s\S]*?<\/\1\s*>/gi;
const breaks =
  /<\/?(address|article|aside|blockquote|br|div|dd|dl|dt|footer|form|h[1-6]|header|hr|li|main|nav|ol|p|pre|section|table|tr|ul)\b[^>]*>/gi;

/** The page without its markup: one line a paragraph, for terminals and for those who listen. */
export function readable(page: string): string {
  const text = page
    .replace(unseen, "")
    .replace(/\s+/g, " ")
    .replace(breaks, "\n")
    .replace(/<[^>]*>/g, "");
  return plainText(text)
    .replaceAll("\u00a0", " ")
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean)
    .join("\n");
}
