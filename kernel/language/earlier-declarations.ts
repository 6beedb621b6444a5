/**
 * What earlier cells have declared. A cell is handed only those that it can reach by name, so
 * that the thousandth cell costs no more than the first.
 */
import { type Declaration, declarationsIn, wordsIn } from "./declaration.js";
import { keepOutlived, withoutForgotten } from "./outlived-declarations.js";
import { marked } from "./outside-declarations.js";

export class EarlierDeclarations {
  /** What was declared for all (`declare global`). */
  readonly globals: string;
  /** All others. */
  readonly locals: Declaration[];

  private constructor(
    /** All of them, as the text of a `.d.ts`. */
    readonly text: string,
    declarations: Declaration[],
  ) {
    this.globals = textOf(declarations.filter(({ kind }) => kind === "global"));
    this.locals = declarations.filter(({ kind }) => kind !== "global");
  }

  /** Whether a cell has declared a name, and not for all. */
  declares(name: string): boolean {
    return this.locals.some((one) => one.name === name);
  }

  static read(text: string): EarlierDeclarations {
    return new EarlierDeclarations(text, declarationsIn(text));
  }

  /**
   * Those that `code` can reach by name, directly or through others. All imports are among them: the files of the
   * program then stay the same from cell to cell.
   */
  reachableFrom(code: string): Declaration[] {
    const { locals } = this;
    // Names may be written by escapes, which are not looked into.
    if (code.includes("\\u")) return locals;
    const words = wordsIn(code);
    let waiting = locals;
    for (let before = -1; before !== waiting.length; ) {
      before = waiting.length;
      waiting = waiting.filter((one) => {
        if (one.kind === "other" && one.name !== undefined && !words.has(one.name)) return true;
        for (const word of one.words) words.add(word);
        return false;
      });
    }
    const unreached = new Set(waiting);
    return locals.filter((one) => !unreached.has(one));
  }

  /**
   * What is declared after a cell.
   *
   * @param cell.names what it declares
   * @param cell.left what it declares, and what that leaves of the declarations that were handed in
   * @param cell.globals what is still declared for all
   * @param cell.outside the names that it only declares, as they come from outside of the cells
   */
  after({
    names,
    left,
    globals,
    outside = new Set(),
  }: {
    names: ReadonlySet<string>;
    left: string;
    globals: string;
    outside?: ReadonlySet<string>;
  }): EarlierDeclarations {
    const kept = this.locals.filter(({ name }) => name === undefined || !names.has(name));
    const known = new Set(kept.map(({ name, text }) => name ?? text));
    const added = declarationsIn(left).filter(({ name, text }) => !known.has(name ?? text));
    const locals = keepOutlived({ earlier: this.locals, kept, added: marked(added, outside), names });
    const all = [...withoutForgotten(locals), ...declarationsIn(globals)];
    return new EarlierDeclarations(textOf(all), all);
  }

  /**
   * What is declared when a cell has failed: a name that it declares anew with another type may stand for either value.
   * @param now what is declared after the cell
   * @returns nothing when it declares no such name
   */
  ifFailed(now: EarlierDeclarations, names: ReadonlySet<string>): string | undefined {
    const isUnsure = ({ name }: Declaration) => name !== undefined && names.has(name);
    const before = new Set(this.locals.filter(isUnsure).map(({ text }) => text));
    const sure = now.locals.filter((one) => !isUnsure(one) || before.has(one.text));
    for (const { text } of sure) before.delete(text);
    return before.size > 0 ? textOf(sure) + this.globals : undefined;
  }
}

export const textOf = (declarations: Declaration[]) => declarations.map(({ text }) => text).join("");
