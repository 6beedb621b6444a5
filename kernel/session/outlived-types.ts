/** Types that a cell has declared anew, while variables and functions of earlier cells still are of the old ones. */
import type { Diagnostic } from "../language/engine.js";

/** As the language names them (language/outlived-declarations.ts). */
const outlived = /(?<![\p{ID_Continue}$])([\p{ID_Continue}$]+?)__earlier\d*(?![\p{ID_Continue}$])/gu;

/**
 * A line for each of them that type errors are about.
 * @example explainOutlived(diagnostics) // ["A__earlier is the A of before a cell declared A anew: …"]
 */
export function explainOutlived(diagnostics: Diagnostic[]): string[] {
  const found = diagnostics.flatMap(({ message }) => [...message.matchAll(outlived)]);
  const names = new Map(found.map(([whole, name]) => [whole, name!]));
  return [...names].map(
    ([whole, name]) =>
      `${whole} is the ${name} of before a cell declared ${name} anew: to have the new one, run the cells again that use it.`,
  );
}
