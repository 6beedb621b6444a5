/**
 * Prose: Markdown to HTML, by markdown-it. Two steps, because the page's outline and the grammars of its code
 * have to be known before the first heading and the first fence are written.
 */
import MarkdownIt, { type Token } from "markdown-it";
import { codeBlock } from "./blocks.js";
import type { Highlighter } from "./highlight.js";
import { asHtml } from "./html.js";
import { type Anchored, anchor, type Heading } from "./outline.js";
import { keptTags } from "./rawtags.js";
import { type FindPicture, sanitiseProse } from "./sanitise.js";

/** Prose that has been read and not yet been written. */
export interface Prose {
  tokens: Token[];
  headings: Heading[];
  /** What stands after ``` in it. */
  languages: string[];
}

/** What a page gives to its prose. */
export interface Surroundings {
  highlighter: Highlighter;
  findPicture: FindPicture;
  /** The place of each heading of this prose in the page's outline; without, headings have no rank. */
  headings?: Anchored[];
  /** Is there such an anchor on the page? */
  hasAnchor(id: string): boolean;
}

const markdown = new MarkdownIt({ html: true, linkify: true, typographer: true });
// Quotation marks only: -- and (c) stand in prose about commands as they are typed.
markdown.core.ruler.disable("replacements");
// Only whole addresses become links: manage.py would be a site in Paraguay.
markdown.linkify.set({ fuzzyLink: false, fuzzyEmail: false });

/** Reads Markdown (CommonMark with tables and strikethrough). */
export function readProse(source: string): Prose {
  const tokens = parsed(source.replace(/\r\n?/g, "\n"));
  const headings = tokens.flatMap(({ type, tag }, index) =>
    type === "heading_open"
      ? [{ level: Number(tag.slice(1)), text: plain(tokens[index + 1]?.children ?? []) }]
      : [],
  );
  const languages = tokens.filter(({ type }) => type === "fence").map(({ info }) => languageOf(info));
  return { tokens, headings, languages };
}

/** Blocks of raw HTML that Markdown ends only where their end is written, by how they begin. */
const endings: [RegExp, RegExp][] = [
  [/^\s*<!--/, /-->/],
  [/^\s*<\?/, /\?>/],
  [/^\s*<!\[CDATA\[/, /\]\]>/],
  [/^\s*<![a-z]/i, />/],
  [/^\s*<(script|pre|style|textarea)\b/i, /<\/(script|pre|style|textarea)>/i],
];
const neverEnds = ({ type, content }: Token) =>
  type === "html_block" && endings.some(([begin, end]) => begin.test(content) && !end.test(content));

/** The tokens of Markdown in which what is never closed is taken as text, so that it swallows nothing. */
function parsed(source: string): Token[] {
  const lines = source.split("\n");
  // Every turn mends one; whoever leaves more than these open gets the rest as text.
  for (let turns = 0; turns < 20; turns += 1) {
    const tokens = markdown.parse(lines.join("\n"), {});
    const open = tokens.find(neverEnds);
    if (!open?.map) return tokens;
    lines[open.map[0]] = lines[open.map[0]]!.replace("<", "\\<");
  }
  return markdown.parse(lines.join("\n"), {});
}

/**
 * Writes prose as HTML that is safe whatever stands in it: raw HTML keeps harmless elements only, and
 * whatever it leaves open ends with this piece of prose.
 */
export function writeProse(prose: Prose, surroundings: Surroundings): string {
  const env = { surroundings, heading: 0, raw: false };
  const html = markdown.renderer.render(prose.tokens, markdown.options, env);
  return env.raw ? sanitiseProse(html, surroundings.findPicture) : html;
}

type Env = { surroundings: Surroundings; heading: number; raw: boolean };
const { rules } = markdown.renderer;

rules.html_block = rules.html_inline = (tokens, index, _options, env) => {
  (env as Env).raw = true;
  return keptTags(tokens[index]!.content);
};

rules.fence = rules.code_block = (tokens, index, _options, env) => {
  const { content, info } = tokens[index]!;
  return codeBlock((env as Env).surroundings.highlighter.lines(content.replace(/\n$/, ""), languageOf(info)));
};

rules.heading_open = (_tokens, _index, _options, env) => {
  const page = env as Env;
  const place = page.surroundings.headings?.[page.heading];
  if (!place) return '<p class="unranked">';
  return `<h${place.level} id="${asHtml(place.id)}">`;
};

rules.heading_close = (_tokens, _index, _options, env) => {
  const page = env as Env;
  const place = page.surroundings.headings?.[page.heading++];
  if (!place) return "</p>\n";
  const self = `<a class="anchor" href="#${asHtml(place.id)}" aria-label="Link to this section">#</a>`;
  return `${place.level > 1 ? self : ""}</h${place.level}>\n`;
};

rules.table_open = () => '<div class="scroll" tabindex="0" role="group" aria-label="Table"><table>\n';
rules.table_close = () => "</table></div>\n";
// Alignment comes as a style attribute, which the page's policy forbids.
rules.th_open = rules.td_open = (tokens, index) => {
  const token = tokens[index]!;
  const side = /text-align:(\w+)/.exec(String(token.attrGet("style")))?.[1];
  return `<${token.tag}${token.tag === "th" ? ' scope="col"' : ""}${side ? ` class="${side}"` : ""}>`;
};

rules.link_open = (tokens, index, _options, env) => {
  const { hasAnchor } = (env as Env).surroundings;
  const token = tokens[index]!;
  const href = String(token.attrGet("href") ?? "");
  const target = anchor(decodeURIComponent(/^#[^%]*$|^#(?:[^%]|%[0-9a-f]{2})*$/i.test(href) ? href : ""));
  const address = href.startsWith("#") && hasAnchor(target) ? `#${target}` : href;
  const title = token.attrGet("title");
  return `<a href="${asHtml(address)}"${title ? ` title="${asHtml(String(title))}"` : ""}>`;
};

rules.image = (tokens, index, options, env, renderer) => {
  const token = tokens[index]!;
  const text = renderer.renderInlineAsText(token.children ?? [], options, env);
  const address = String(token.attrGet("src") ?? "");
  const source = (env as Env).surroundings.findPicture(address);
  if (source) return `<img src="${asHtml(source)}" alt="${asHtml(text)}">`;
  return `<span class="djlab-absent">[picture: ${asHtml(text || address)}]</span>`;
};

const languageOf = (info: string) => /^[\w+#.-]*/.exec(info.trim())![0];

function plain(tokens: Token[]): string {
  return tokens
    .map(({ type, content, children }) => {
      if (type === "image") return plain(children ?? []);
      if (type === "softbreak" || type === "hardbreak") return " ";
      return type === "text" || type === "code_inline" ? content : "";
    })
    .join("")
    .trim();
}
