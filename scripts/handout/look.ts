/** The page's one style: the theme, and the look of the library's own outputs where a page has such. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { notebookStyles } from "../../lib/index.js";

const libraryStyle = compact(String(notebookStyles).replace(/<\/?style>/g, ""));

/** Class names that the library's outputs use, and that its style gives a look. */
export const libraryClasses = [
  ...new Set(Array.from(libraryStyle.matchAll(/\.([a-z][\w-]*)/gi), ([, name]) => name!)),
];

/** The style text of a page. @param content the page's HTML, to see what it needs */
export function styleOf(content: string): string {
  const theme = compact(readFileSync(new URL("theme.css", import.meta.url), "utf8"));
  return content.includes('class="djlab"') ? `${libraryStyle}\n${theme}` : theme;
}

/**
 * The Content-Security-Policy of a page: nothing but its own styles and the pictures inside it.
 *
 * @param styles the texts of its `<style>` elements, those in frames included: these inherit the policy
 */
export function policyFor(styles: Iterable<string>): string {
  const hashes = Array.from(
    styles,
    (text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`,
  );
  return `default-src 'none'; style-src ${hashes.join(" ")}; img-src data:; base-uri 'none'; form-action 'none'`;
}

function compact(css: string): string {
  return css
    .replace(/\/\*[\s\S]*?\*\//g, "")
    .replace(/\s*\n\s*/g, "\n")
    .trim();
}
