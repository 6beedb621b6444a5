/**
 * `error.stack` in the reader's own places: lines of the TypeScript, without the frames of the kernel and of Node.
 * Whatever shows a stack then shows the same: a printed error, a result, `console.trace()`, a traceback.
 */
import type { SourcePlaces } from "./source-places.js";

/** Frames are counted before the kernel's own are left out, and there are up to a dozen of these. */
const mostFrames = 30;

/** @param ownFolder frames of files in it are the kernel's */
export function mapStacks(places: SourcePlaces, ownFolder: string): void {
  const isReaders = (site: NodeJS.CallSite) => {
    const file = site.getFileName();
    return file !== null && file !== undefined && !file.startsWith("node:") && !file.includes(ownFolder);
  };
  const shown = (site: NodeJS.CallSite) => {
    const [file, line, column] = [
      site.getFileName()!,
      site.getLineNumber() ?? 1,
      site.getColumnNumber() ?? 1,
    ];
    if (!places.knows(file)) return String(site);
    const place = places.find(file, line, column);
    return String(site).replace(
      `${file}:${line}:${column}`,
      () => `${file}${place ? `:${place.line}:${place.column}` : ""}`,
    );
  };
  Error.stackTraceLimit = mostFrames;
  Error.prepareStackTrace = (error, sites) =>
    [headOf(error), ...sites.filter(isReaders).map(shown)].join("\n    at ");
}

function headOf(error: Error): string {
  try {
    return Error.prototype.toString.call(error);
  } catch {
    return "Error";
  }
}
