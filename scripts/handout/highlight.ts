/**
 * Code in colours, by shiki: each token becomes a span of one short class, which the theme colours for light
 * and dark paper, so that the page needs no style attributes. Only the grammars asked for are loaded.
 */
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { createHighlighterCore } from "shiki/core";
import { createOnigurumaEngine } from "shiki/engine/oniguruma";
import { grammarOf, grammars } from "./grammars.js";
import { asHtml } from "./html.js";
import { classOf, theme } from "./tokens.js";

/** Colours code. A language that it does not know leaves the code plain. */
export interface Highlighter {
  /** The lines of the code as safe HTML. */
  lines(code: string, language: string): string[];
}

/** Beyond this length (UTF-16 units) a line stays plain: a grammar may take very long over it. */
const LONGEST_LINE = 2000;

/**
 * Loads the grammars of these languages; names as they stand after ``` in Markdown, unknown ones allowed.
 *
 * @example
 * const { lines } = await createHighlighter(["ts"]);
 * lines("const a = 1", "ts"); // ['<span class="k">const</span> a = <span class="n">1</span>']
 */
export async function createHighlighter(languages: Iterable<string>): Promise<Highlighter> {
  const wanted = [...new Set(Array.from(languages, grammarOf))].filter((grammar) => grammar !== undefined);
  if (wanted.length === 0) return { lines: plainLines };
  const shiki = await createHighlighterCore({
    themes: [theme],
    langs: wanted.map((grammar) => grammars[grammar]!),
    // The file itself: the packaged module carries it as base64, which takes 60 ms to decode.
    engine: createOnigurumaEngine(() => readFile(fileURLToPath(import.meta.resolve("shiki/onig.wasm")))),
  });
  return {
    lines(code, language) {
      const lang = grammarOf(language);
      if (lang === undefined || !wanted.includes(lang)) return plainLines(code);
      // No time limit: what is coloured must not depend on the machine.
      const limits = { tokenizeTimeLimit: 0, tokenizeMaxLineLength: LONGEST_LINE };
      const lines = shiki.codeToTokensBase(code, { lang, theme: theme.name, ...limits });
      return lines.map((tokens) => mark(tokens));
    },
  };
}

const plainLines = (code: string) => asHtml(code).split("\n");

/** One line's tokens as HTML; neighbours of one class share a span. */
function mark(tokens: { content: string; color?: string }[]): string {
  const runs: { text: string; name: string }[] = [];
  for (const { content, color = "" } of tokens) {
    const name = classOf(color);
    const last = runs.at(-1);
    if (last && (last.name === name || content.trim() === "")) last.text += content;
    else runs.push({ text: content, name });
  }
  return runs
    .map(({ text, name }) => (name ? `<span class="${name}">${asHtml(text)}</span>` : asHtml(text)))
    .join("");
}
