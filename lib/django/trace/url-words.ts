/** What the URL resolver did, in words. */
import type { Place, Step, TriedPattern, UrlMatch } from "./step.js";

/** So many patterns are named; of more, the number is told. */
const named = 4;

/** `tried "" and "<int:pk>/", which fits`. */
export function patternsTold(tried: readonly TriedPattern[]): string {
  const others = tried.filter(({ matched }) => !matched);
  const fits = tried.find(({ matched }) => matched);
  const misses =
    others.length > named
      ? `${others.length} patterns do not fit`
      : others.length && `${others.map(quoted).join(", ")} ${others.length > 1 ? "do" : "does"} not fit`;
  return [misses, fits && `${quoted(fits)} fits`].filter(Boolean).join(", ");
}

/** ` with pk=3`; nothing when the view is given no arguments. */
export function argumentsText({ args, kwargs }: UrlMatch): string {
  const words = [...args, ...Object.entries(kwargs).map(([name, value]) => `${name}=${value}`)];
  return words.length ? ` with ${words.join(", ")}` : "";
}

/** The line of the pattern that fits, where the step is one of the URL resolver; else the step's own. */
export function placeOfMatch(step: Step): Partial<Place> {
  const fits = step.tried?.find(({ matched }) => matched);
  return fits?.file === undefined ? step : fits;
}

function quoted({ pattern }: TriedPattern): string {
  return `"${pattern}"`;
}
