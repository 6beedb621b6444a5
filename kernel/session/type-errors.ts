/** The findings of the type checker as the error that a reader sees: all of them, each with its line. */
import { bold, excerpt, red } from "../excerpt.js";
import type { Diagnostic, RelatedInformation } from "../language/engine.js";
import type { CellError } from "../runtime/runtime.js";

/**
 * @param cell how the cell is called, for instance `cell 3`
 * @param diagnostics at least one
 * @example
 * typeCheckError("cell 3", diagnostics).message
 * // "cell 3:2:7 - error TS2322: Type 'string' is not assignable to type 'number'."
 */
export function typeCheckError(cell: string, diagnostics: Diagnostic[]): CellError {
  const [first, ...others] = diagnostics;
  const more = others.length ? ` (and ${others.length} more)` : "";
  return {
    name: "TypeCheckError",
    message: `${place(cell, first!)} - error TS${first!.code}: ${first!.message}${more}`,
    traceback: [
      ...diagnostics.slice(0, most).flatMap((diagnostic) => lines(cell, diagnostic)),
      ...(diagnostics.length > most ? [`… and ${diagnostics.length - most} more type errors.`] : []),
    ],
  };
}

/** Shown one by one: a cell with more is read from its first, not from its last. */
const most = 50;

function place(cell: string, { file, line, column }: Diagnostic | RelatedInformation): string {
  return `${file ?? cell}:${line}:${column}`;
}

function lines(cell: string, diagnostic: Diagnostic): string[] {
  const { code, message, sourceLine, line, column, endLine, next, related = [] } = diagnostic;
  const endColumn = endLine > line ? sourceLine.length + 1 : diagnostic.endColumn;
  return [
    `${bold(place(cell, diagnostic))} - ${red(`error TS${code}`)}: ${message}`,
    ...excerpt(sourceLine, { line, column, endColumn }),
    ...related.map(
      (one) => `  ${one.line === undefined ? "" : `${bold(place(cell, one))} - `}${one.message}`,
    ),
    ...(next === undefined ? [] : [bold(next)]),
  ];
}
