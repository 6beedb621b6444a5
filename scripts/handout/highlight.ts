/**
 * Code in colours, by shiki: each token becomes a span of one short class, which the theme colours for light
 * and dark paper, so that the page needs no style attributes. Grammars are loaded when they are asked for.
 */
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { createHighlighterCore } from "shiki/core";
import { createOnigurumaEngine } from "shiki/engine/oniguruma";
import { grammarOf, grammars } from "./grammars.js";
import { asHtml } from "./html.js";
import { classOf, theme } from "./tokens.js";

/** Colours code; one serves any number of pages. A language that it does not know leaves the code plain. */
export interface Highlighter {
  /** Loads what these languages need; names as they stand after ``` in Markdown, unknown ones allowed. */
  load(languages: Iterable<string>): Promise<void>;
  /** The lines of the code as safe HTML; plain when the language has not been loaded. */
  lines(code: string, language: string): string[];
  /** Frees the memory of the grammars. */
  close(): void;
}

/** Beyond this length (UTF-16 units) a line stays plain: a grammar may take very long over it. */
const LONGEST_LINE = 2000;

/**
 * @example
 * const highlighter = await openHighlighter();
 * await highlighter.load(["ts"]);
 * highlighter.lines("const a = 1", "ts"); // ['<span class="k">const</span> a = <span class="n">1</span>']
 */
export async function openHighlighter(): Promise<Highlighter> {
  const shiki = await createHighlighterCore({
    themes: [theme],
    // The file itself: the packaged module carries it as base64, which takes 60 ms to decode.
    engine: createOnigurumaEngine(() => readFile(fileURLToPath(import.meta.resolve("shiki/onig.wasm")))),
  });
  const loaded = new Set<string>();
  return {
    async load(languages) {
      const wanted = Array.from(languages, grammarOf).filter((grammar) => grammar !== undefined);
      await shiki.loadLanguage(...[...new Set(wanted)].map((grammar) => grammars[grammar]!));
      for (const grammar of wanted) loaded.add(grammar);
    },
    lines(code, language) {
      const lang = grammarOf(language) ?? "";
      if (!loaded.has(lang)) return asHtml(code).split("\n");
      // No time limit: what is coloured must not depend on the machine.
      const limits = { tokenizeTimeLimit: 0, tokenizeMaxLineLength: LONGEST_LINE };
      return shiki.codeToTokensBase(code, { lang, theme: theme.name, ...limits }).map(marked);
    },
    close: () => shiki.dispose(),
  };
}

/** One line's tokens as HTML; neighbours of one class share a span. */
function marked(tokens: { content: string; color?: string }[]): string {
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
