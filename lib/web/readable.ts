/** The text of a page, as somebody who reads it would see it. */

const unseen = /<!--[\s\S]*?-->|<(head|script|style|svg|template|noscript)\b[\s\S]*?<\/\1\s*>/gi;
const breaks =
  /<\/?(address|article|aside|blockquote|br|div|dd|dl|dt|footer|form|h[1-6]|header|hr|li|main|nav|ol|p|pre|section|table|tr|ul)\b[^>]*>/gi;

const named: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: " " };

/** The page without its markup: one line a paragraph, for terminals and for those who listen. */
export function readable(page: string): string {
  const text = page
    .replace(unseen, "")
    .replace(/\s+/g, " ")
    .replace(breaks, "\n")
    .replace(/<[^>]*>/g, "");
  return decoded(text)
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean)
    .join("\n");
}

function decoded(text: string): string {
  return text.replace(/&(?:#(\d+)|#x([\da-f]+)|(\w+));/gi, (whole, decimal, hex, name) => {
    if (name) return named[name.toLowerCase()] ?? whole;
    const point = decimal ? Number(decimal) : Number.parseInt(hex, 16);
    return point <= 0x10ffff ? String.fromCodePoint(point) : whole;
  });
}
