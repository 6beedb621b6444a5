/**
 * Documentation comments of installed files. These are parsed without, which saves a tenth of the memory and of the
 * start, as few of them are ever looked at: those that are, are read then.
 */
import { withComments } from "./left-out-comments.js";
import ts from "./typescript.js";

const { getJSDocCommentRanges } = ts as unknown as {
  getJSDocCommentRanges(node: ts.Node, text: string): ts.CommentRange[] | undefined;
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
  if (ranges.length === 0) return;
  const comments = ranges.map(({ pos, end }) => withComments(text.slice(pos, end)));
  // What TypeScript tells of a comment it reads from the file that this is in: here, one of its own.
  const file = ts.createSourceFile("comments.ts", `${comments.join("\n")}\n;`, ts.ScriptTarget.ESNext, true);
  const { jsDoc } = file.statements[0] as Commented;
  if (!jsDoc) return;
  node.jsDoc = jsDoc;
  node.jsDocCache = undefined;
}
