/** What Python prints when nothing catches an exception. */
import { realpathSync } from "node:fs";
import { isAbsolute, relative, sep } from "node:path";
import type { SourceLine } from "../tools/errors.js";

/** The last exception of a text. */
export interface Traceback {
  /** The exception's class by its last name, for instance `OperationalError`. */
  exception: string;
  /** What it says; may have several lines. */
  message: string;
  /** Both, as Python wrote them. */
  words: string;
  /** The calls that led to it, the outermost first. */
  places: SourceLine[];
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
  const message = paragraph(said);
  const words = message ? `${name}: ${message}` : name;
  return { exception: name.replace(/^.*\./, ""), message, words, places };
}

/**
 * What matters of a traceback, as Python writes it: the last of the reader's own lines, or else of a package's, and
 * what was wrong there.
 */
export function telling({ places, words }: Traceback, folder?: string): string {
  const place = ownPlace(places, folder) ?? places.map(inPackage).findLast((one) => one !== undefined);
  const code = [place?.source, place?.caret].filter(Boolean).map((line) => `    ${line}`);
  return [...(place ? [`  File "${place.file}", line ${place.line}`] : []), ...code, words].join("\n");
}

/** A place in an installed package, its file from the folder that these lie in. */
function inPackage(place: SourceLine): SourceLine | undefined {
  const [, file] = /[\\/](?:site|dist)-packages[\\/](.+)$/.exec(place.file) ?? [];
  return file === undefined ? undefined : { ...place, file };
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

function placeOf(file: string, line: number, source?: string, caret?: string): SourceLine {
  const indent = /^ */.exec(source ?? "")?.[0].length ?? 0;
  return {
    file,
    line,
    ...(source && { source: source.slice(indent) }),
    ...(caret && { caret: caret.slice(indent) }),
  };
}

/** What Django's checks have found: has blank lines in it. */
const checks =
  /^(?:SystemCheckError: )?System check identified some issues:\n[\s\S]*?\nSystem check identified .*/;

/** Up to a blank line, or to the next line of a server's log. */
function paragraph(text: string): string {
  const [found] = checks.exec(text) ?? [];
  return found ?? (text.split(/\n(?=\n|\[\d\d\/|[A-Z][\w ]+: \/|Traceback )/)[0] ?? "").trim();
}

/**
 * The innermost place in the reader's own code, its file as a path from `folder`.
 *
 * @param folder of the project, absolute; without it, all that is neither Python's nor an installed package's
 */
export function ownPlace(places: readonly SourceLine[], folder?: string): SourceLine | undefined {
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
function isStart({ file, source = "" }: SourceLine): boolean {
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
