/**
 * Code in colours, by shiki: each token becomes a span of one short class, which the theme colours for light
 * and dark paper, so that the page needs no style attributes. Only the grammars asked for are loaded.
 */
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { createHighlighterCore, type LanguageInput, type ThemeRegistration } from "shiki/core";
import { createOnigurumaEngine } from "shiki/engine/oniguruma";
import { escape } from "./html.js";

/** Colours code. A language that it does not know leaves the code plain. */
export interface Highlighter {
  /** The lines of the code as safe HTML. */
  lines(code: string, language: string): string[];
}

const grammars: Record<string, LanguageInput> = {
  css: () => import("shiki/langs/css.mjs"),
  diff: () => import("shiki/langs/diff.mjs"),
  html: () => import("shiki/langs/html.mjs"),
  ini: () => import("shiki/langs/ini.mjs"),
  json: () => import("shiki/langs/json.mjs"),
  python: () => import("shiki/langs/python.mjs"),
  shellscript: () => import("shiki/langs/shellscript.mjs"),
  sql: () => import("shiki/langs/sql.mjs"),
  toml: () => import("shiki/langs/toml.mjs"),
  typescript: () => import("shiki/langs/typescript.mjs"),
  yaml: () => import("shiki/langs/yaml.mjs"),
};

const aliases = new Map(
  Object.entries({
    css: "css",
    diff: "diff patch",
    html: "html django htmldjango jinja jinja2 xml svg",
    ini: "ini cfg",
    json: "json jsonc",
    python: "python py python3 ipython ipython3",
    shellscript: "shellscript sh shell bash zsh console",
    sql: "sql sqlite",
    toml: "toml",
    typescript: "typescript ts javascript js",
    yaml: "yaml yml",
  }).flatMap(([grammar, names]) => names.split(" ").map((name) => [name, grammar])),
);

/** Class names of tokens, and the TextMate scopes that they stand for. */
const classes: [string, string[]][] = [
  ["c", ["comment", "punctuation.definition.comment", "string.quoted.docstring punctuation.definition.string", "string.quoted.docstring"]],
  ["s", ["string", "punctuation.definition.string", "meta.attribute string", "string.regexp keyword.operator"]],
  [
    "k",
    [
      "keyword",
      "storage",
      "variable.language",
      "constant.language",
      "punctuation.definition.template-expression",
      "keyword.operator.new",
      "keyword.operator.expression",
      "keyword.operator.logical.python",
    ],
  ],
  ["n", ["constant.numeric", "constant.character.escape", "constant.other", "variable.other.option", "string.unquoted.option"]],
  ["f", ["entity.name.function", "support.function", "meta.function-call.generic", "entity.name.command"]],
  ["t", ["entity.name.type", "entity.name.class", "entity.other.inherited-class", "support.type", "support.class"]],
  ["g", ["entity.name.tag", "entity.name.section", "support.type.property-name", "entity.other.attribute-name"]],
  ["x", ["keyword.operator", "storage.type.function.arrow", "meta.template.expression", "string.unquoted.argument"]],
  ["h", ["meta.diff.header", "meta.diff.range", "punctuation.definition.range.diff"]],
  ["i", ["markup.inserted"]],
  ["d", ["markup.deleted"]],
];

// shiki answers with a theme's colours; the colour of class number n is written #00000n.
const colour = (index: number) => `#${index.toString(16).padStart(6, "0").toUpperCase()}`;
const classOf = new Map(classes.map(([name], index) => [colour(index + 1), name]));
const theme: ThemeRegistration = {
  name: "classes",
  type: "light",
  settings: [
    { settings: { foreground: colour(0), background: "#FFFFFF" } },
    ...classes.map(([, scope], index) => ({ scope, settings: { foreground: colour(index + 1) } })),
  ],
};
// The operators' class is the plain ink: it undoes the colour of what they stand in.
classOf.delete(colour(classes.findIndex(([name]) => name === "x") + 1));

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
  const grammarOf = (language: string) => aliases.get(language.toLowerCase()) ?? "";
  const wanted = [...new Set(Array.from(languages, grammarOf))].filter((grammar) => grammar !== "");
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
      if (!wanted.includes(lang)) return plainLines(code);
      // No time limit: what is coloured must not depend on the machine.
      const limits = { tokenizeTimeLimit: 0, tokenizeMaxLineLength: LONGEST_LINE };
      const lines = shiki.codeToTokensBase(code, { lang, theme: "classes", ...limits });
      return lines.map((tokens) => mark(tokens));
    },
  };
}

const plainLines = (code: string) => escape(code).split("\n");

/** One line's tokens as HTML; neighbours of one class share a span. */
function mark(tokens: { content: string; color?: string }[]): string {
  const runs: { text: string; name: string }[] = [];
  for (const { content, color = "" } of tokens) {
    const name = classOf.get(color.toUpperCase()) ?? "";
    const last = runs.at(-1);
    if (last && (last.name === name || content.trim() === "")) last.text += content;
    else runs.push({ text: content, name });
  }
  return runs
    .map(({ text, name }) => (name ? `<span class="${name}">${escape(text)}</span>` : escape(text)))
    .join("");
}
