/** Text made fit for an HTML page. */

const entities: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/**
 * Text as HTML, safe in elements and in quoted attributes. Control characters other than tab and line end,
 * which HTML forbids, and halves of characters become U+FFFD, so that they can be seen.
 *
 * @example
 * asHtml('<a title="x">') // &lt;a title=&quot;x&quot;&gt;
 */
export function asHtml(text: string): string {
  return text
    .replace(/\r\n?/g, "\n")
    .replace(/(?![\t\n])[\p{Cc}\p{Cs}]/gu, "\uFFFD")
    .replace(/[&<>"']/g, (mark) => entities[mark]!);
}
