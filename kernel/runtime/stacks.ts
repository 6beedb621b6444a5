/**
 * `error.stack` in the reader's own places: lines of the TypeScript, without the frames of the kernel and of Node.
 * Whatever shows a stack then shows the same: a printed error, a result, `console.trace()`, a traceback.
 * The reader's variables are properties of `exports` in the JavaScript that runs: names are told as they were written.
 */
import { nativeImportName } from "./packages.js";
import type { SourcePlaces } from "./source-places.js";

/** Frames are counted before the kernel's own are left out, and there are up to a dozen of these. */
const mostFrames = 30;

/** @param ownFolder frames of files in it are the kernel's */
export function mapStacks(places: SourcePlaces, ownFolder: string): void {
  const isReaders = (site: NodeJS.CallSite) => {
    const file = site.getFileName();
    if (site.getFunctionName() === nativeImportName) return false;
    return file !== null && file !== undefined && !file.startsWith("node:") && !file.includes(ownFolder);
  };
  const isKnown = (site: NodeJS.CallSite | undefined) => places.knows(site?.getFileName() ?? "");
  const shown = (site: NodeJS.CallSite): Frame => {
    const [file, line, column] = [
      site.getFileName()!,
      site.getLineNumber() ?? 1,
      site.getColumnNumber() ?? 1,
    ];
    if (!isKnown(site)) return { text: String(site) };
    const place = places.find(file, line, column);
    const text = String(site)
      .replace(`${file}:${line}:${column}`, () => `${file}${place ? `:${place.line}:${place.column}` : ""}`)
      .replace(/^((?:async |new )*)exports\./, "$1");
    return { text, isPlaced: place !== undefined };
  };
  Error.stackTraceLimit = mostFrames;
  Error.prepareStackTrace = (error, sites) => {
    if (isKnown(sites[0])) nameAsWritten(error, () => places.importedNames(sites[0]!.getFileName()!));
    return [headOf(error), ...folded(withoutHelpers(sites.filter(isReaders).map(shown)))].join("\n    ");
  };
}

interface Frame {
  text: string;
  /** It has a place in what the reader wrote; undefined for a library's. */
  isPlaced?: boolean;
}

/** What TypeScript adds to a cell, as for `using`, has no place there; where nothing has one, there is no source map. */
function withoutHelpers(frames: Frame[]): string[] {
  const isMapped = frames.some((one) => one.isPlaced);
  return frames.filter((one) => !isMapped || one.isPlaced !== false).map(({ text }) => `at ${text}`);
}

/** An endless recursion is the same frame over and over: shown once. */
function folded(frames: string[]): string[] {
  const lines: string[] = [];
  for (let i = 0, next = 0; i < frames.length; i = next) {
    while (frames[next] === frames[i]) next++;
    lines.push(frames[i]!);
    if (next - i > 1) lines.push(`… ${next - i - 1} more like this`);
  }
  return lines;
}

/** V8's messages that quote code: "(0 , exports.q) is not a function", "exports.q is not iterable". */
const quotesCode = / is not (?:a function|a constructor|(?:async )?iterable)\b|^Cannot destructure /;
/** `(0 , module_1.q)` is how an imported function is called. */
const called = /\(0 , ((?:exports|[\w$]+_\d+)\.([\p{ID_Continue}$]+))\)/gu;
const variable = /(?<![.\p{ID_Continue}$])exports\./gu;
const imported = /(?<![.\p{ID_Continue}$])((?:module|again_\d+)_\d+)(\.[\p{ID_Continue}$]+)?/gu;

/** @param importedNames what the reader calls `module_1` or `module_1.q` */
function nameAsWritten(error: Error, importedNames: () => Map<string, string>): void {
  if (!(error instanceof TypeError)) return;
  try {
    const { message } = error;
    if (!quotesCode.test(message)) return;
    const names = message.search(imported) === -1 ? new Map<string, string>() : importedNames();
    error.message = message
      // What was awaited is called as V8 calls it where nobody looks after interrupts.
      .replace(
        /\$resumed(?:\(\.\.\.\)| is not a function or its return value(?= is not ))/g,
        "(intermediate value)",
      )
      .replace(called, (_, value, name) => names.get(value) ?? name)
      .replace(imported, (whole, module, member = "") => {
        const all = names.get(module);
        return names.get(module + member) ?? (all === undefined ? whole : all + member);
      })
      .replace(variable, "");
  } catch {
    // The reader has made it read-only, or a getter that throws.
  }
}

function headOf(error: Error): string {
  try {
    return Error.prototype.toString.call(error);
  } catch {
    return "Error";
  }
}
