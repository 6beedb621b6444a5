/**
 * HTML that a notebook brings, made harmless: no script, no style, nothing that loads, sends or navigates, no
 * name that collides with the page's own. It is the first of two walls: the page's Content-Security-Policy
 * (look.ts) would stop what this one let through. Source of the idea of two walls: OWASP, XSS prevention.
 */
import sanitizeHtml from "sanitize-html";
import {
  attributes,
  choiceElements,
  headings,
  pageAttributes,
  pageElements,
  picture,
  svgElements,
  textElements,
} from "./allowed.js";
import { asHtml } from "./html.js";
import { withoutLoads } from "./stylesheet.js";

/** HTML ready to be put into a page, and the style texts of its frames, which the page's policy must name. */
export interface SafeHtml {
  html: string;
  styles: string[];
}

/** Answers a picture's address as it stands in a notebook with one that holds the picture itself, if there is one. */
export type FindPicture = (address: string) => string | undefined;

type Attributes = Record<string, string>;

// The type declarations lag one option behind the package.
const shared: sanitizeHtml.IOptions & { allowedEmptyAttributes: string[] } = {
  allowedEmptyAttributes: ["alt", "sandbox"],
  // A link leads somewhere when it is clicked; `tel:` and the like are not for a page on programs.
  allowedSchemes: ["http", "https", "mailto"],
  allowedSchemesByTag: { img: ["data"] },
  allowProtocolRelative: false,
  nestingLimit: 60,
  nonTextTags: ["script", "style", "template"],
};

/** What one output's HTML may keep. */
export interface Keep {
  /** What no other output of the page has, for instance `o3_1_`; put before each `id`. */
  prefix: string;
  /** Class names whose look the page carries; names that start with `djlab-` stay anyway. */
  classes: string[];
}

/**
 * An HTML output made safe. Headings lose their rank, so that the page's own outline stays whole, and a frame
 * with `srcdoc` becomes a sealed picture of its page; other frames leave their title.
 *
 * @example
 * sanitiseOutput('<b onclick="x()">yes</b><script>x()</script>', { prefix: "o1_1_", classes: [] }).html // <b>yes</b>
 */
export function sanitiseOutput(html: string, { prefix, classes }: Keep): SafeHtml {
  const styles = new Set<string>();
  const frame = ({ srcdoc, title, height }: Attributes): sanitizeHtml.Tag => {
    if (!srcdoc) return { tagName: "span", attribs: {}, text: title ?? "" };
    const page = sealedPage(srcdoc);
    if (page.style) styles.add(page.style);
    const pixels = Math.min(Math.max(Number.parseInt(height ?? "", 10) || 384, 96), 900);
    return {
      tagName: "iframe",
      attribs: { sandbox: "", title: title || "A page", height: `${pixels}`, srcdoc: page.html },
    };
  };
  const unranked = sanitizeHtml.simpleTransform("p", { class: "djlab-heading" });
  const safe = sanitizeHtml(html, {
    ...shared,
    allowedTags: [...textElements, ...svgElements, ...choiceElements, "iframe"],
    allowedAttributes: { ...attributes, iframe: ["sandbox", "title", "height", "srcdoc"] },
    allowedClasses: { "*": ["djlab-*", ...classes] },
    transformTags: {
      ...Object.fromEntries(headings.map((name) => [name, unranked])),
      iframe: (_, attribs) => frame(attribs),
      img: (_, attribs) => held(attribs, inlinePicture),
      input: (tagName, attribs) =>
        /^(radio|checkbox)$/.test(attribs.type ?? "")
          ? { tagName, attribs }
          : { tagName: "span", attribs: {} },
      "*": (tagName, attribs) => ({ tagName, attribs: local(tagName, attribs, prefix) }),
    },
  });
  return { html: safe, styles: [...styles] };
}

/**
 * Prose with raw HTML in it: what is left open is closed, links and pictures are held to the same rules.
 *
 * @param find the address of a picture inside the page (`data:`) for the address that the prose gives
 */
export function sanitiseProse(html: string, find: FindPicture): string {
  return sanitizeHtml(html, {
    ...shared,
    allowedTags: [...textElements, ...headings],
    allowedAttributes: { ...attributes, "*": [...attributes["*"]!, "class", "tabindex", "role"] },
    transformTags: { img: (_, attribs) => held(attribs, find) },
  });
}

/** A picture that the page does not hold is named, not loaded. */
function held(attribs: Attributes, find: FindPicture): sanitizeHtml.Tag {
  const src = find(attribs.src ?? "");
  if (src) return { tagName: "img", attribs: { alt: "", ...attribs, src } };
  const text = `[picture: ${attribs.alt || "not included"}]`;
  return { tagName: "span", attribs: { class: "djlab-absent" }, text };
}

const inlinePicture: FindPicture = (address) => (picture.test(address) ? address : undefined);
const reference = /^\s*url\(\s*(["']?)#([^"')]+)\1\s*\)\s*$/;
const painting = /^(fill|stroke|mask|clip-path|marker-(start|mid|end))$/;

/** Names and references of one output, kept from meeting those of the page and of other outputs. */
function local(tag: string, attribs: Attributes, prefix: string): Attributes {
  const renamed: Attributes = {};
  for (const [name, value] of Object.entries(attribs)) {
    const target = reference.exec(value)?.[2];
    if (/^(id|name)$/.test(name)) renamed[name] = prefix + value;
    else if (/^(aria-(labelledby|describedby)|headers|for)$/.test(name))
      renamed[name] = value.replace(/\S+/g, `${prefix}$&`);
    else if (name === "href" && value.startsWith("#")) renamed.href = `#${prefix}${value.slice(1)}`;
    else if (name === "href" && tag !== "a") continue;
    else if (name === "role" && value !== "img") continue;
    else if (!painting.test(name) || !/url\(/i.test(value)) renamed[name] = value;
    else if (target) renamed[name] = `url(#${prefix}${target})`;
  }
  return renamed;
}

/**
 * A whole page as the content of `srcdoc`: its own look by one style, nothing that can be followed or sent.
 * The frame inherits the policy of the page around it, so the style's hash has to stand there.
 */
function sealedPage(page: string): { html: string; style: string } {
  const style = withoutLoads(
    Array.from(page.matchAll(/<style\b[^>]*>([\s\S]*?)<\/style\s*>/gi), ([, css]) => css!.trim()).join("\n"),
  );
  const title = /<title\b[^>]*>([^<]*)</i.exec(page)?.[1] ?? "";
  let outer: Attributes = {};
  const body = sanitizeHtml(page.replace(/<head\b[\s\S]*?<\/head\s*>/i, ""), {
    ...shared,
    allowedTags: [...textElements, ...headings, ...svgElements, ...pageElements],
    allowedAttributes: pageAttributes,
    transformTags: {
      body: (tagName, attribs) => {
        outer = attribs;
        return { tagName, attribs };
      },
      img: (_, attribs) => held(attribs, inlinePicture),
      "*": (tagName, attribs) => ({ tagName, attribs: local(tagName, attribs, "") }),
    },
  });
  const names = ["class", "id"]
    .map((name) => (outer[name] ? ` ${name}="${asHtml(outer[name])}"` : ""))
    .join("");
  const head = `<meta charset="utf-8"><title>${asHtml(title)}</title>${style && `<style>${style}</style>`}`;
  return {
    html: `<!doctype html><html lang="en"><head>${head}</head><body${names}>${body}</body></html>`,
    style,
  };
}
