/** The `export`s of a cell that was pasted from a module. */
import ts from "./typescript.js";

/** Where names are exported as they are: `a, ` in `export { a, b as c }`. What nothing declares stays, to be told of. */
function ownNames(
  clause: ts.NamedExportBindings,
  cell: ts.SourceFile,
  isDeclared: (name: string) => boolean,
): { start: number; end: number }[] {
  if (!ts.isNamedExports(clause)) return [];
  return clause.elements.flatMap((one, at) => {
    if (one.propertyName || !isDeclared(one.name.text)) return [];
    const next = clause.elements[at + 1];
    return [{ start: one.getStart(cell), end: next ? next.getStart(cell) : one.end }];
  });
}

/**
 * Everything at the top of a cell is visible to later cells, so a pasted `export` is blanked out, and what is
 * exported from another module becomes an import. The text keeps its length.
 * @param isDeclared whether the cell or one before it declares a name
 */
export function withoutExports(cell: ts.SourceFile, isDeclared: (name: string) => boolean): string {
  const put = (text: string, { start, end }: { start: number; end: number }, word: string) => {
    const blank = text.slice(start + word.length, end).replace(/[^\r\n]/g, " ");
    return `${text.slice(0, start)}${word}${blank}${text.slice(end)}`;
  };
  return cell.statements.reduce((text, statement) => {
    const start = statement.getStart(cell);
    if (ts.isExportDeclaration(statement) && statement.moduleSpecifier && statement.exportClause) {
      return put(text, { start, end: start + "export".length }, "import");
    }
    if (ts.isExportDeclaration(statement) && statement.exportClause) {
      return ownNames(statement.exportClause, cell, isDeclared).reduce(
        (done, place) => put(done, place, ""),
        text,
      );
    }
    if (ts.isExportAssignment(statement) && !statement.isExportEquals) {
      return put(text, { start, end: statement.expression.getStart(cell) }, "");
    }
    const words = (ts.canHaveModifiers(statement) ? (ts.getModifiers(statement) ?? []) : []).filter(
      ({ kind }) => kind === ts.SyntaxKind.ExportKeyword || kind === ts.SyntaxKind.DefaultKeyword,
    );
    const [first] = words;
    // What has no name is no declaration without these: as an expression it is shown, if it comes last.
    if (first && words[1] && !(statement as { name?: ts.Node }).name) {
      return put(text, { start: first.getStart(cell), end: words[1].end }, "await");
    }
    return words.reduce((done, word) => put(done, { start: word.getStart(cell), end: word.end }, ""), text);
  }, cell.text);
}
