/** A page from a server, made harmless for showing inside another page. */

/** No scripts, no network: only what the page brings itself. */
const policy =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; form-action 'none'";

/**
 * Small drawings that only a style sheet from elsewhere gives a size: it is not fetched, and without it a browser
 * makes each as large as a window. Django's admin site has some.
 */
const smallDrawings = "<style>:where(svg:not([width])){width:1em;height:1em}</style>";
const fromElsewhere = /<link\b[^>]*\brel=["']?stylesheet\b/i;

/**
 * The document for the `srcdoc` of an `<iframe sandbox>`. The policy comes before anything that the page
 * could load; links would open a new window, which the sandbox refuses.
 */
export function sandboxed(page: string): string {
  const doctype = /^\s*<!doctype[^>]*>/i.exec(page)?.[0] ?? "<!doctype html>";
  const rest = page.replace(/^\s*<!doctype[^>]*>/i, "");
  return `${doctype}<meta http-equiv="Content-Security-Policy" content="${policy}"><base target="_blank">${fromElsewhere.test(rest) ? smallDrawings : ""}${rest}`;
}
