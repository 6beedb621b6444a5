/** HTML that is safe by construction: a template in which every value is escaped. */

/** A piece of HTML; only `html` makes one. */
export class Html {
  constructor(readonly source: string) {}
  toString(): string {
    return this.source;
  }
}

const entities: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Text as HTML text or as the value of a quoted attribute. */
export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}

/**
 * A template for HTML. Values are escaped, arrays joined, other pieces of HTML taken as they are,
 * `undefined` and `false` left out.
 *
 * @example html`<p>${"1 < 2"}</p>`.source // <p>1 &lt; 2</p>
 */
export function html(strings: TemplateStringsArray, ...values: unknown[]): Html {
  return new Html(strings.reduce((before, after, index) => before + asHtml(values[index - 1]) + after));
}

function asHtml(value: unknown): string {
  if (value instanceof Html) return value.source;
  if (Array.isArray(value)) return value.map(asHtml).join("");
  return value === undefined || value === false ? "" : escaped(String(value));
}
