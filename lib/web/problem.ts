/** What went wrong in a project, by the page that Django shows instead of an answer. */
import { type Html, html } from "../tools/html.js";
import { Shown } from "../tools/show.js";

/** A line of a traceback. */
export interface Frame {
  file: string;
  line: number;
  /** The function, or `<module>`. */
  within: string;
}

interface Facts {
  type: string;
  value: string;
  at: string;
  frames: readonly Frame[];
}

/** An exception, as Django's error page reports it while DEBUG is on. */
export class Problem extends Shown {
  /** For instance `ZeroDivisionError`. */
  readonly type: string;
  /** What the exception says. */
  readonly value: string;
  /** The path that was asked for. */
  readonly at: string;
  /** Outermost first. */
  readonly frames: readonly Frame[];

  constructor({ type, value, at, frames }: Facts) {
    super();
    this.type = type;
    this.value = value;
    this.at = at;
    this.frames = frames;
  }

  /** The last line that was the project's own, neither Python's nor a package's. */
  get place(): Frame | undefined {
    return this.frames.findLast(({ file }) => !isOthers(file));
  }

  protected asText(): string {
    const { place } = this;
    return `${this.type}: ${this.value}${place ? `\n${place.file}:${place.line}, in ${place.within}` : ""}`;
  }

  /** Its look inside a card. */
  get look(): Html {
    const { place } = this;
    const where =
      place && html`<br>in <code>${place.within}</code>, <code>${place.file}:${place.line}</code>`;
    return html`<p><b>Django says:</b> <code>${this.type}</code>: ${this.value}${where}</p>`;
  }

  protected asHtml(): Html {
    return this.look;
  }
}

/** Files of packages and of Python itself, on every system. */
function isOthers(file: string): boolean {
  return /[\\/](site|dist)-packages[\\/]|[\\/]lib[\\/]python3\.\d+t?[\\/]|\\Lib\\|^</.test(file);
}

/**
 * Reads Django's traceback. The page for browsers holds the same text, for copying, that the plain one is.
 *
 * @param text the plain page, or what stands in the field `traceback_area` of the other
 * @source django/views/templates/technical_500.txt
 */
export function problemIn(text: string): Problem | undefined {
  const [, type, at] = /^Exception Type: (\S+) at (.*)$/m.exec(text) ?? [];
  if (!type || at === undefined) return undefined;
  const value =
    /^Exception Value: ?([\s\S]*?)(?=\nRaised during: |\n\n|\n?$(?![\s\S]))/m.exec(text)?.[1] ?? "";
  const frames = [...text.matchAll(/^ *File "([^"\n]+)", line (\d+), in (.+)$/gm)].map(
    ([, file = "", line, within = ""]) => ({ file, line: Number(line), within: within.trim() }),
  );
  return new Problem({ type, value: value.trim(), at, frames });
}
