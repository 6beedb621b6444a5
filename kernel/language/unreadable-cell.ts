/** A cell that cannot be parsed: what is told of it. */
import { jsxIsOff, told } from "./diagnostics.js";
import type { Diagnostic } from "./engine.js";
import { type ParsedFile, parsedCell } from "./parsed-cell.js";
import { nodesOf } from "./scope.js";
import ts from "./typescript.js";

export function unreadable(parsed: ParsedFile, kind: ts.ScriptKind): Diagnostic[] {
  const inCell = () => ({ linesBefore: 0 });
  const jsx = kind === ts.ScriptKind.TS ? jsxIn(parsed.text) : undefined;
  if (jsx) return [told(jsx, inCell)];
  const [first, ...others] = parsed.parseDiagnostics
    .toSorted((a, b) => a.start! - b.start!)
    .map((one) => told(one, inCell));
  if (!isObject(parsed.text, kind)) return [first!, ...others];
  const next = "This is read as a block; to make an object of it, put it in parentheses: ({ … })";
  return [{ ...first!, next }, ...others];
}

/** Of code that can be read as JSX, which is off: a finding of that alone, as the parser's say nothing of it. */
function jsxIn(code: string): ts.Diagnostic | undefined {
  const file = parsedCell(code, ts.ScriptKind.TSX);
  if (file.parseDiagnostics.length > 0) return undefined;
  const element = [...nodesOf(file)].find(
    (node) => ts.isJsxElement(node) || ts.isJsxSelfClosingElement(node) || ts.isJsxFragment(node),
  );
  if (!element) return undefined;
  const start = element.getStart(file);
  return {
    file,
    start,
    length: element.end - start,
    messageText: "JSX is off: it is code only where the folder's tsconfig.json asks for it.",
    code: jsxIsOff,
    category: ts.DiagnosticCategory.Error,
  };
}

function isObject(code: string, kind: ts.ScriptKind): boolean {
  if (!code.trimStart().startsWith("{")) return false;
  const { parseDiagnostics, statements } = parsedCell(`(${code.replace(/;\s*$/, "")}\n)`, kind);
  const [first] = statements;
  return (
    parseDiagnostics.length === 0 &&
    statements.length === 1 &&
    ts.isExpressionStatement(first!) &&
    ts.isParenthesizedExpression(first.expression) &&
    ts.isObjectLiteralExpression(first.expression.expression)
  );
}
