/** A page from a server, made harmless for showing inside another page. */

/** No scripts, no network: only what the page brings itself. */
const policy =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; form-action 'none'";

/**
 * The document for the `srcdoc` of an `<iframe sandbox>`. The policy comes before anything that the page
 * could load; links would open a new window, which the sandbox refuses.
 */
export function sandboxed(page: string): string {
  const doctype = /^\s*<!doctype[^>]*>/i.exec(page)?.[0] ?? "<!doctype html>";
  const rest = page.replace(/^\s*<!doctype[^>]*>/i, "");
  return `${doctype}<meta http-equiv="Content-Security-Policy" content="${policy}"><base target="_blank">${rest}`;
}
