/** Blocks of lines: code, and what a terminal showed. */

/** More lines than this are folded after the first few. */
const MOST_LINES = 60;
const SHOWN_LINES = 20;

/**
 * Code, a line a span, so that the theme can tell a wrapped line from two.
 *
 * @param lines safe HTML, as of `Highlighter.lines`
 */
export function codeBlock(lines: string[]): string {
  return `<pre class="code"><code>${lines.map((line) => `<span>${line}\n</span>`).join("")}</code></pre>\n`;
}

/**
 * Output as on a terminal; of many lines, the first are shown and the rest is folded with its count.
 *
 * @param lines safe HTML, as of `terminalLines`
 */
export function terminalBlock(lines: string[]): string {
  if (lines.length <= MOST_LINES) return block(lines);
  const rest = lines.slice(SHOWN_LINES);
  return `${block(lines.slice(0, SHOWN_LINES))}${folded(`${rest.length} more lines`, block(rest))}`;
}

/** Something that opens on a click, and on paper by itself. */
export function folded(summary: string, content: string): string {
  return `<details class="fold"><summary>${summary}</summary>${content}</details>`;
}

// The line end after <pre> does not count as text, so that an empty first line is kept.
const block = (lines: string[]) => `<pre class="lines">\n${lines.join("\n")}\n</pre>`;
