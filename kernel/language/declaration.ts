/** One statement of what earlier cells have declared. */
import ts from "./typescript.js";

export interface Declaration {
  text: string;
  /** What it declares; nothing for an import for its effects and the like. */
  names: string[];
  /** All that could be a name in it. */
  words: Set<string>;
  kind: "import" | "global" | "other";
}

export function declarationsIn(text: string): Declaration[] {
  if (text === "") return [];
  const file = parsedDeclarations(text);
  return file.statements.map((statement) => declarationOf(statement, statement.getFullText(file)));
}

export const parsedDeclarations = (text: string) =>
  ts.createSourceFile("declarations.d.ts", text, ts.ScriptTarget.Latest);

function declarationOf(statement: ts.Statement, text: string): Declaration {
  const own = `${text.trim()}\n`;
  return { text: own, names: namesOf(statement), words: wordsIn(own), kind: kindOf(statement) };
}

function kindOf(statement: ts.Statement): Declaration["kind"] {
  if (ts.isImportDeclaration(statement) || ts.isImportEqualsDeclaration(statement)) return "import";
  return isGlobal(statement) ? "global" : "other";
}

/** Whether it is a `declare global`. */
export function isGlobal(statement: ts.Statement): statement is ts.ModuleDeclaration {
  return ts.isModuleDeclaration(statement) && (statement.flags & ts.NodeFlags.GlobalAugmentation) !== 0;
}

export function namesOf(statement: ts.Statement): string[] {
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
  return name && ts.isIdentifier(name) && !isGlobal(statement) ? [name.text] : [];
}

/** The same, with a declaration for each name of a list: `let a: 1, b: 2`, `import { a, b } from "m"`. */
export function oneByOne(declaration: Declaration): Declaration[] {
  const file = parsedDeclarations(declaration.text);
  const parts = file.statements.flatMap((statement) => {
    if (ts.isVariableStatement(statement)) {
      const { declarations } = statement.declarationList;
      const start = file.text.slice(0, declarations[0]!.getStart(file));
      return declarations.map((one) => `${start}${one.getText(file)};\n`);
    }
    return ts.isImportDeclaration(statement) ? importsOneByOne(statement, file) : [];
  });
  return parts.length > 0 ? declarationsIn(parts.join("")) : [declaration];
}

function importsOneByOne(statement: ts.ImportDeclaration, file: ts.SourceFile): string[] {
  const { importClause: clause, moduleSpecifier } = statement;
  if (!clause) return [];
  const { name, namedBindings: all } = clause;
  const named = !all
    ? []
    : ts.isNamespaceImport(all)
      ? [all.getText(file)]
      : all.elements.map((one) => `{ ${one.getText(file)} }`);
  const words = clause.isTypeOnly ? "import type" : "import";
  return [...(name ? [name.text] : []), ...named].map(
    (one) => `${words} ${one} from ${moduleSpecifier.getText(file)};\n`,
  );
}

export const wordsIn = (text: string) =>
  new Set(text.match(/[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*/gu));
