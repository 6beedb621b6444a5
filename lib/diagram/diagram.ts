/** A drawing that shows itself: as SVG in a notebook, in words everywhere else. */
import { type Html, html } from "../tools/html.js";
import { jupyterDisplay, type MimeBundle, Shown } from "../tools/show.js";
import { family } from "./svg.js";
import { oneLine } from "./words.js";

/** What a drawing shows, in words: a line, and what belongs under it. */
export interface Outline {
  text: string;
  under?: readonly Outline[];
}

/** What a drawing is made of. */
export interface Drawn {
  title: string;
  /** What is to be seen, in a sentence. */
  description: string;
  /** Pixels. */
  width: number;
  height: number;
  /** SVG elements. */
  drawing: Html;
  outline: readonly Outline[];
}

/** A picture of its own has to bring its colours; inside a page, it has those of the text around it. */
const ownStyle = html`<style>.djlab-diagram{color:#1f2328;background:#fff}
@media screen and (prefers-color-scheme:dark){.djlab-diagram{color:#e6edf3;background:#0d1117}}
@media (forced-colors:active){.djlab-diagram{color:CanvasText;background:Canvas}}</style>`;

/**
 * A drawing with its title and the same in words. The same input gives the same bytes, on every machine.
 *
 * @source SVG 2; SVG Accessibility API Mappings, 8.1; WCAG 2.2, 1.1.1 and 1.4.5
 * @example
 * const tree = treeDiagram({ title: "A project", root: "mysite", entries: [{ path: "manage.py" }] });
 * tree.svg.startsWith("<svg") // true
 */
export class Diagram extends Shown {
  readonly title: string;
  readonly description: string;
  /** Pixels. */
  readonly width: number;
  /** Pixels. */
  readonly height: number;
  readonly #drawing: Html;
  readonly #outline: readonly Outline[];

  constructor({ title, description, width, height, drawing, outline }: Drawn) {
    super();
    this.title = oneLine(title);
    this.description = oneLine(description);
    this.width = Math.ceil(width);
    this.height = Math.ceil(height);
    this.#drawing = drawing;
    this.#outline = outline;
  }

  /** A picture of its own, for a file `.svg`: light or dark as its reader prefers. */
  get svg(): string {
    return this.#element(ownStyle).source;
  }

  override [jupyterDisplay](): MimeBundle {
    return { ...super[jupyterDisplay](), "image/svg+xml": this.svg };
  }

  protected asText(): string {
    return [this.title, this.description, ...textLines(this.#outline, 1)].filter(Boolean).join("\n");
  }

  protected asHtml(): Html {
    return html`<p class="title">${this.title}</p><p class="soft">${this.description}</p><div class="drawing" dir="ltr" tabindex="0" role="group" aria-label="${this.title}">${this.#element()}</div><details><summary>The same in words</summary>${htmlList(this.#outline)}</details>`;
  }

  /** Its first two children name and describe it; without ids, which must not come twice in a page. */
  #element(style?: Html): Html {
    const alone = style && html` class="djlab-diagram" color="#1f2328"`;
    return html`<svg xmlns="http://www.w3.org/2000/svg"${alone} role="img" width="${this.width}" height="${this.height}" viewBox="0 0 ${this.width} ${this.height}"><title>${this.title}</title><desc>${this.description}</desc>${style}<g fill="currentColor" font-family="${family}">${this.#drawing}</g></svg>`;
  }
}

function textLines(outline: readonly Outline[], depth: number): string[] {
  return outline.flatMap(({ text, under = [] }) => [
    "  ".repeat(depth) + oneLine(text),
    ...textLines(under, depth + 1),
  ]);
}

function htmlList(outline: readonly Outline[]): Html | undefined {
  if (outline.length === 0) return undefined;
  const items = outline.map(({ text, under = [] }) => html`<li>${oneLine(text)}${htmlList(under)}</li>`);
  return html`<ul>${items}</ul>`;
}
