/** What earlier cells have declared, name by name. */
import ts from "./typescript.js";

/** A statement of a `.d.ts` that declares one name at most: `let a: 1, b: 2` makes two. */
export interface Declaration {
  text: string;
  /** None for an import for its effects and the like. */
  name?: string;
  /** All that could be a name in it. */
  words: Set<string>;
  kind: "import" | "global" | "other";
}

export function declarationsIn(text: string): Declaration[] {
  if (text === "") return [];
  const file = parsedDeclarations(text);
  return file.statements.flatMap((statement) => {
    const named = namedIn(statement);
    const kind = kindOf(statement);
    if (named.length < 2) return [declaration(kind, statement.getFullText(file), named[0])];
    return named.map((one) => declaration(kind, alone(one, statement, file), one));
  });
}

export const parsedDeclarations = (text: string) =>
  ts.createSourceFile("declarations.d.ts", text, ts.ScriptTarget.Latest);

function declaration(kind: Declaration["kind"], text: string, named?: Named): Declaration {
  const own = `${text.trim()}\n`;
  return { text: own, words: wordsIn(own), kind, ...(named && { name: named.name.text }) };
}

function kindOf(statement: ts.Statement): Declaration["kind"] {
  if (ts.isImportDeclaration(statement) || ts.isImportEqualsDeclaration(statement)) return "import";
  return isGlobal(statement) ? "global" : "other";
}

/** Whether it is a `declare global`. */
export function isGlobal(statement: ts.Statement): statement is ts.ModuleDeclaration {
  return ts.isModuleDeclaration(statement) && (statement.flags & ts.NodeFlags.GlobalAugmentation) !== 0;
}

type Named = ts.Node & { name: ts.Identifier };

/** The nodes that have the names that a statement declares. */
export function namedIn(statement: ts.Statement): Named[] {
  const nodes: (ts.Node & { name?: ts.Node })[] = [];
  if (ts.isVariableStatement(statement)) nodes.push(...statement.declarationList.declarations);
  else if (ts.isImportDeclaration(statement)) {
    const { importClause: clause } = statement;
    const all = clause?.namedBindings;
    nodes.push(
      ...(clause ? [clause] : []),
      ...(!all ? [] : ts.isNamespaceImport(all) ? [all] : all.elements),
    );
  } else if (!isGlobal(statement)) nodes.push(statement);
  return nodes.filter((one): one is Named => one.name !== undefined && ts.isIdentifier(one.name));
}

export const namesOf = (statement: ts.Statement) => namedIn(statement).map(({ name }) => name.text);

/** One of the names of a list of variables or of an import, with a statement of its own. */
function alone(named: Named, statement: ts.Statement, file: ts.SourceFile): string {
  if (ts.isVariableStatement(statement)) {
    const first = statement.declarationList.declarations[0]!.getStart(file);
    return `${file.text.slice(statement.pos, first)}${named.getText(file)};`;
  }
  const { importClause, moduleSpecifier } = statement as ts.ImportDeclaration;
  const from = file.text.slice(moduleSpecifier.getStart(file), statement.end);
  const word = importClause?.isTypeOnly ? "import type" : "import";
  if (ts.isImportSpecifier(named)) return `${word} { ${named.getText(file)} } from ${from}`;
  return `${word} ${named === importClause ? named.name.text : named.getText(file)} from ${from}`;
}

export const wordsIn = (text: string) =>
  new Set(text.match(/[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*/gu));
