/** The findings of the type checker as the error that a reader sees: all of them, each with its line. */
import type { Diagnostic } from "../language/engine.js";
import type { CellError } from "../runtime/runtime.js";

const red = (text: string) => `\x1b[31m${text}\x1b[39m`;
const cyan = (text: string) => `\x1b[36m${text}\x1b[39m`;
const dim = (text: string) => `\x1b[2m${text}\x1b[22m`;

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
    traceback: diagnostics.flatMap((diagnostic) => lines(cell, diagnostic)),
  };
}

function place(cell: string, { file, line, column }: Diagnostic): string {
  return `${file ?? cell}:${line}:${column}`;
}

function lines(cell: string, diagnostic: Diagnostic): string[] {
  const { code, message, sourceLine } = diagnostic;
  const gutter = `${diagnostic.line} | `;
  const blank = `${" ".repeat(gutter.length - 2)}| `;
  return [
    `${cyan(place(cell, diagnostic))} - ${red(`error TS${code}`)}: ${message}`,
    `${dim(gutter)}${sourceLine}`,
    `${dim(blank)}${indentation(diagnostic)}${red(carets(diagnostic))}`,
  ];
}

/** Blanks as wide as the text before the finding: tabs stay tabs. */
function indentation({ sourceLine, column }: Diagnostic): string {
  return [...sourceLine.slice(0, column - 1)].map((character) => (character === "\t" ? "\t" : " ")).join("");
}

function carets({ sourceLine, line, column, endLine, endColumn }: Diagnostic): string {
  const end = endLine > line ? sourceLine.length : endColumn - 1;
  return "^".repeat(Math.max(1, [...sourceLine.slice(column - 1, end)].length));
}
