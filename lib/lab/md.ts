/** Live prose: Markdown in which a cell fills in what it found. */
import { inspect } from "node:util";
import { masked } from "../tools/secrets.js";
import { jupyterDisplay, type MimeBundle } from "../tools/show.js";

/** A piece of Markdown that shows itself. */
export class Prose {
  constructor(
    /** Markdown source. */
    readonly source: string,
  ) {}

  [jupyterDisplay](): MimeBundle {
    return { "text/plain": this.source, "text/markdown": this.source };
  }

  [inspect.custom](): string {
    return this.source;
  }

  toString(): string {
    return this.source;
  }
}

/**
 * Markdown with values in it. A value is shown as it is, whatever characters it has: it cannot become
 * markup; secrets in it are masked. Other prose, and a list of prose, is taken in as it is. Lines may be
 * indented like the code around them.
 *
 * @example md`This is **Python ${env.version}**, and it lives in \`${env.prefix}\`.`
 */
export function md(strings: TemplateStringsArray, ...values: unknown[]): Prose {
  const [first = "", ...rest] = dedented(strings);
  let source = first;
  for (const [index, text] of rest.entries()) {
    const inCode = (source.match(/`/g)?.length ?? 0) % 2 === 1;
    source += filledIn(values[index], inCode) + text;
  }
  return new Prose(source.trim());
}

function filledIn(value: unknown, inCode: boolean): string {
  if (value instanceof Prose) return value.source;
  if (Array.isArray(value) && value.every((one) => one instanceof Prose)) return value.join("\n");
  const text = masked(Array.isArray(value) ? value.join(", ") : String(value));
  // Backslashes do not escape in code; a backtick would end it.
  if (inCode) return text.replaceAll("`", "\u02cb").replace(/\s*\n\s*/g, " ");
  // Between two dollars, Jupyter would see mathematics.
  return text.replace(/[\\`*_{}[\]<>#|~&$]/g, "\\$&");
}

/** The template without the indentation that all its lines but the first share; values keep theirs. */
function dedented(strings: readonly string[]): string[] {
  const lines = strings.join("x").split("\n").slice(1);
  const indents = lines.filter((line) => line.trim()).map((line) => /^ */.exec(line)?.[0].length ?? 0);
  const shared = indents.length > 0 ? Math.min(...indents) : 0;
  return strings.map((text) => text.replaceAll(`\n${" ".repeat(shared)}`, "\n"));
}
