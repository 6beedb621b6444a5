/** Cells that were rejected, failed or were interrupted: what they declare does not count, and who misses it is told so. */
import type { Diagnostic } from "../language/engine.js";

interface UnfinishedCell {
  /** For instance `cell 3`. */
  name: string;
  declares: string[];
  /** It was found right, and failed while it ran. */
  hasBegun: boolean;
}

/** TypeScript's numbers for "Cannot find name '…'", with and without a suggestion, in a shorthand property, and of a namespace. */
const missingName = new Set([2304, 2552, 18004, 2503]);
const most = 50;

export class UnfinishedCells {
  readonly #cells: UnfinishedCell[] = [];

  add(cell: UnfinishedCell): void {
    this.#cells.push(cell);
    if (this.#cells.length > most) this.#cells.shift();
  }

  forget(): void {
    this.#cells.length = 0;
  }

  /**
   * A line for each name that is missing because its cell did not run to its end.
   * @example unfinished.explain(diagnostics) // ["total is declared in cell 3, which did not run to its end: …"]
   */
  explain(diagnostics: Diagnostic[]): string[] {
    const messages = diagnostics.filter(({ code }) => missingName.has(code)).map(({ message }) => message);
    const names = new Set(messages.flatMap((message) => /'([\p{ID_Continue}$]+)'/u.exec(message)?.[1] ?? []));
    return [...names].flatMap((name) => {
      const cell = this.#cells.findLast(({ declares }) => declares.includes(name));
      if (!cell) return [];
      const advice = cell.hasBegun
        ? "which did not run to its end: run that cell again."
        : "which did not run: mend it and run it again.";
      return [`${name} is declared in ${cell.name}, ${advice}`];
    });
  }
}
