/**
 * What earlier cells have declared, statement by statement. A cell is handed only those that it can reach by name, so
 * that the thousandth cell costs no more than the first.
 */
import ts from "typescript";

export interface Declaration {
  text: string;
  /** What it declares; nothing for an import for its effects and the like. */
  names: string[];
  /** All that could be a name in it. */
  words: Set<string>;
  kind: "import" | "global" | "other";
}

export class EarlierDeclarations {
  readonly #declarations: Declaration[];

  private constructor(
    /** All of them, as the text of a `.d.ts`. */
    readonly text: string,
    declarations: Declaration[],
  ) {
    this.#declarations = declarations;
  }

  static read(text: string): EarlierDeclarations {
    return new EarlierDeclarations(text, declarationsIn(text));
  }

  /** What was declared for all (`declare global`). */
  get globals(): string {
    return textOf(this.#declarations.filter(({ kind }) => kind === "global"));
  }

  /** All others. */
  get locals(): Declaration[] {
    return this.#declarations.filter(({ kind }) => kind !== "global");
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
        if (one.kind === "other" && one.names.length > 0 && !one.names.some((name) => words.has(name)))
          return true;
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
   */
  after({
    names,
    left,
    globals,
  }: {
    names: ReadonlySet<string>;
    left: string;
    globals: string;
  }): EarlierDeclarations {
    const kept = this.locals.filter((one) => !one.names.some((name) => names.has(name)));
    const known = new Set(kept.flatMap((one) => (one.names.length > 0 ? one.names : [one.text])));
    const added = declarationsIn(left).filter(
      (one) => !(one.names.length > 0 ? one.names : [one.text]).every((name) => known.has(name)),
    );
    const all = [...kept, ...added, ...declarationsIn(globals)];
    return new EarlierDeclarations(textOf(all), all);
  }
}

export function textOf(declarations: Declaration[]): string {
  return declarations.map(({ text }) => text).join("");
}

function declarationsIn(text: string): Declaration[] {
  if (text === "") return [];
  const file = ts.createSourceFile("declarations.d.ts", text, ts.ScriptTarget.Latest);
  return file.statements.map((statement) => {
    const own = `${statement.getFullText(file).trim()}\n`;
    return { text: own, names: namesOf(statement), words: wordsIn(own), kind: kindOf(statement) };
  });
}

function kindOf(statement: ts.Statement): Declaration["kind"] {
  if (ts.isImportDeclaration(statement) || ts.isImportEqualsDeclaration(statement)) return "import";
  return ts.isModuleDeclaration(statement) && (statement.flags & ts.NodeFlags.GlobalAugmentation) !== 0
    ? "global"
    : "other";
}

function namesOf(statement: ts.Statement): string[] {
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.flatMap(({ name }) =>
      ts.isIdentifier(name) ? [name.text] : [],
    );
  }
  if (ts.isImportDeclaration(statement)) {
    const { name, namedBindings } = statement.importClause ?? {};
    const named = !namedBindings
      ? []
      : ts.isNamespaceImport(namedBindings)
        ? [namedBindings]
        : namedBindings.elements;
    return [name, ...named.map((one) => one.name)].flatMap((one) => (one ? [one.text] : []));
  }
  const { name } = statement as ts.Statement & { name?: ts.Node };
  const isGlobal = ts.isModuleDeclaration(statement) && kindOf(statement) === "global";
  return name && ts.isIdentifier(name) && !isGlobal ? [name.text] : [];
}

const wordsIn = (text: string) => new Set(text.match(/[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*/gu));
