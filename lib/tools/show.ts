/**
 * How things show themselves: rich in a notebook, as text on a terminal. The two symbols are a convention
 * with the kernel, not an import of it, so that this works in any program.
 */
import { inspect } from "node:util";
import { type Html, html } from "./html.js";
import { style } from "./style.js";

/** Representations of one thing by MIME type. */
export type MimeBundle = Record<string, unknown>;

/** Names an object's own method that tells a notebook how it looks. */
export const jupyterDisplay: unique symbol = Symbol.for("Jupyter.display");

const jupyterPublish = Symbol.for("Jupyter.publish");

type Publish = (bundle: MimeBundle, options?: { displayId?: string; update?: boolean }) => void;

/**
 * Shows a bundle now, in the middle of a cell; outside a notebook its text is printed.
 *
 * @param options.displayId a name under which it can be replaced; with `update`, replaces what has that name
 * @example show({ "text/plain": "half way there" });
 */
export function show(bundle: MimeBundle, options: { displayId?: string; update?: boolean } = {}): void {
  const publish = (globalThis as { [jupyterPublish]?: Publish })[jupyterPublish];
  if (publish) publish(bundle, options);
  else console.log(bundle["text/plain"]);
}

/** Something that shows itself: as HTML in a notebook, as text everywhere else. */
export abstract class Shown {
  protected abstract asText(): string;
  /** Its look, without the frame and the style that `framed` puts around it. */
  protected abstract asHtml(): Html;

  [jupyterDisplay](): MimeBundle {
    return { "text/plain": this.asText(), "text/html": framed(this.asHtml()) };
  }

  [inspect.custom](): string {
    return this.asText();
  }

  toString(): string {
    return this.asText();
  }
}

/** A self-contained piece of a page: the look comes along, nothing is fetched, nothing runs. */
export function framed(content: Html): string {
  return html`<div class="djlab">${style}${content}</div>`.source;
}
