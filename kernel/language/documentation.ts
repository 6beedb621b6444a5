/**
 * Documentation comments of installed files. These are parsed without, which saves a tenth of the memory and of the
 * start, as few of them are ever looked at: those that are, are read then.
 */
import ts from "typescript";

const { getJSDocCommentRanges, parseIsolatedJSDocComment } = ts as unknown as {
  getJSDocCommentRanges(node: ts.Node, text: string): ts.CommentRange[] | undefined;
  parseIsolatedJSDocComment(text: string, start: number, length: number): { jsDoc: ts.JSDoc } | undefined;
};

type Commented = ts.Node & { jsDoc?: ts.JSDoc[]; jsDocCache?: unknown };

/** Makes the comments of a symbol's declarations part of these. */
export function readDocumentation(symbol: ts.Symbol): void {
  for (const declaration of symbol.declarations ?? []) {
    const { text, isDeclarationFile } = declaration.getSourceFile();
    if (!isDeclarationFile) continue;
    // The comment of a variable stands before its statement.
    for (let node: Commented = declaration; node.parent && !ts.isSourceFile(node); node = node.parent) {
      if (!node.jsDoc) readComments(node, text);
      if (ts.isStatement(node) || ts.isClassElement(node) || ts.isTypeElement(node)) break;
    }
  }
}

function readComments(node: Commented, text: string): void {
  const ranges = getJSDocCommentRanges(node, text) ?? [];
  const comments = ranges.flatMap(
    ({ pos, end }) => parseIsolatedJSDocComment(text, pos, end - pos)?.jsDoc ?? [],
  );
  if (comments.length === 0) return;
  for (const one of comments) (one as { parent: ts.Node }).parent = node;
  node.jsDoc = comments;
  node.jsDocCache = undefined;
}
