/** What Python prints when nothing catches an exception. */
import { realpathSync } from "node:fs";
import { isAbsolute, relative, sep } from "node:path";

/** A line of a Python file that a traceback names. */
export interface Place {
  /** Below the project's folder with forward slashes; otherwise as Python names it. */
  file: string;
  /** The first is 1. */
  line: number;
  /** The line itself, where Python shows it. */
  source?: string;
  /** Spaces and `^` that point into `source`, where Python marks a part of it. */
  caret?: string;
}

/** The last exception of a text. */
export interface Traceback {
  /** The exception's class by its last name, for instance `OperationalError`. */
  exception: string;
  /** What it says; may have several lines. */
  message: string;
  /** The calls that led to it, the outermost first. */
  places: Place[];
}

const frame =
  /^ {2}File "([^"\n]+)", line (\d+)(?:, in [^\n]*)?\n(?: {4}([^\n]*)\n)?(?: {4}([ ~^]*\^[ ~^]*)\n)?/gm;

/** Of code that nobody keeps in a file, such as what `shell -c` is given. */
const noFile = /^<.*>$/;

/**
 * Reads the last traceback of a text, such as a server's log; what was printed before and after it is left out.
 *
 * @source https://docs.python.org/3/library/traceback.html
 * @example lastTraceback("Traceback (most recent call last):\nKeyError: 'x'\n")?.exception // KeyError
 */
export function lastTraceback(text: string): Traceback | undefined {
  const lines = text.replaceAll("\r\n", "\n");
  const begin = beginning(lines);
  if (begin === undefined) return undefined;
  const [, stack = "", name = "", said = ""] =
    /^(?:Traceback.*\n)?((?:[ \t].*\n|\n)*)([A-Za-z_][\w.]*)(?:: ?([\s\S]*))?/.exec(lines.slice(begin)) ?? [];
  if (!name) return undefined;
  const places = [...stack.matchAll(frame)].map(([, file = "", line, source, caret]) =>
    placeOf(file, Number(line), source, caret),
  );
  return { exception: name.replace(/^.*\./, ""), message: paragraph(said), places };
}

/** A program that is not Python in itself gets no heading: its one place stands alone. */
function beginning(lines: string): number | undefined {
  const heading = lines.lastIndexOf("Traceback (most recent call last):\n");
  if (heading >= 0) return heading;
  const alone = /^ {2}File "[^"\n]+", line \d+\n(?: .*\n)*(?:SyntaxError|IndentationError|TabError): /m.exec(
    lines,
  );
  return alone ? alone.index : undefined;
}

function placeOf(file: string, line: number, source?: string, caret?: string): Place {
  const indent = /^ */.exec(source ?? "")?.[0].length ?? 0;
  return {
    file,
    line,
    ...(source && { source: source.slice(indent) }),
    ...(caret && { caret: caret.slice(indent) }),
  };
}

/** Up to a blank line, or to the next line of a server's log. */
function paragraph(text: string): string {
  return (text.split(/\n(?=\n|\[\d\d\/|[A-Z][\w ]+: \/|Traceback )/)[0] ?? "").trim();
}

/**
 * The innermost place in the reader's own code, its file as a path from `folder`.
 *
 * @param folder of the project, absolute; without it, all that is neither Python's nor an installed package's
 */
export function ownPlace(places: readonly Place[], folder?: string): Place | undefined {
  for (const place of places.toReversed()) {
    if (noFile.test(place.file) || isForeign(place.file) || isStart(place)) continue;
    const file = folder === undefined ? place.file : below(folder, place.file);
    if (file !== undefined) return { ...place, file };
  }
  return undefined;
}

/** Python's own modules and installed packages. */
function isForeign(file: string): boolean {
  return /[\\/](site-packages|dist-packages)[\\/]|[\\/](bin|Scripts)[\\/]|[\\/]lib[\\/](python3[^\\/]*[\\/])?(importlib|runpy|threading|unittest)\b/i.test(
    file,
  );
}

/** manage.py as Django writes it has a part in every traceback, and is never to blame. */
function isStart({ file, source = "" }: Place): boolean {
  return /manage\.py$/.test(file) && /^(main\(\)|execute_from_command_line\(sys\.argv\))$/.test(source);
}

/** The path from a folder, which may be known under another name through a link; undefined when it leads out. */
function below(folder: string, file: string): string | undefined {
  for (const base of new Set([folder, real(folder)])) {
    const path = isAbsolute(file) ? relative(base, file) : file;
    if (path !== ".." && !path.startsWith(`..${sep}`) && !isAbsolute(path)) return path.split(sep).join("/");
  }
  return undefined;
}

function real(folder: string): string {
  try {
    return realpathSync(folder);
  } catch {
    return folder; // gone since: then nothing lies below it
  }
}
