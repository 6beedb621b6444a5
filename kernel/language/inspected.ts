/** What an inspection is about: what stands under the cursor, else what is called around it. */
import { isVariable } from "./scope.js";
import ts from "./typescript.js";

const { findPrecedingToken, getTouchingPropertyName } = ts as unknown as {
  findPrecedingToken(position: number, file: ts.SourceFile): ts.Node | undefined;
  getTouchingPropertyName(file: ts.SourceFile, position: number): ts.Node;
};

/** TypeScript keeps the look-up of a name by where it stands to itself. */
type NameResolver = ts.TypeChecker & {
  resolveName(
    name: string,
    at: ts.Node,
    meaning: ts.SymbolFlags,
    excludeGlobals: boolean,
  ): ts.Symbol | undefined;
};

export interface Inspected {
  node: ts.Node;
  /** None for an expression that is no name. */
  symbol?: ts.Symbol;
}

/** What there is something to tell of at an offset of `file`. */
export function inspectedAt(
  file: ts.SourceFile,
  checker: ts.TypeChecker,
  position: number,
): Inspected | undefined {
  const node = getTouchingPropertyName(file, position);
  const symbol = node === file ? undefined : symbolOf(node, checker);
  if (symbol) return { node, symbol };
  const call = callAround(file, position);
  if (call) return calledIn(call, checker);
  const isLiteral = node !== file && ts.isExpression(node) && !ts.isIdentifier(node);
  return isLiteral && tells(node, checker) ? { node } : undefined;
}

function symbolOf(node: ts.Node, checker: ts.TypeChecker): ts.Symbol | undefined {
  const symbol = checker.getSymbolAtLocation(node);
  if (symbol || !ts.isIdentifier(node) || node.text === "" || !isVariable(node)) return symbol;
  // A type that is written where a value has to stand: TypeScript looks for values only.
  const meaning = ts.SymbolFlags.Type | ts.SymbolFlags.Namespace;
  return (checker as NameResolver).resolveName(node.text, node, meaning, false);
}

type Call = ts.CallExpression | ts.NewExpression;

/** The innermost call that an offset lies in the parentheses of, which may not be closed yet. */
function callAround(file: ts.SourceFile, position: number): Call | undefined {
  const isAround = (node: ts.Node): node is Call => {
    if (!ts.isCallExpression(node) && !ts.isNewExpression(node)) return false;
    const parts = node.getChildren(file);
    const open = parts.find(({ kind }) => kind === ts.SyntaxKind.OpenParenToken);
    const close = parts.find(({ kind }) => kind === ts.SyntaxKind.CloseParenToken);
    return open !== undefined && open.end <= position && (!close || position <= close.getStart(file));
  };
  return ts.findAncestor(findPrecedingToken(position, file), isAround);
}

function calledIn({ expression }: Call, checker: ts.TypeChecker): Inspected | undefined {
  const node = ts.isPropertyAccessExpression(expression) ? expression.name : expression;
  const symbol = symbolOf(node, checker);
  if (symbol) return { node, symbol };
  return tells(node, checker) ? { node } : undefined;
}

/** Of what TypeScript does not know it says "any". */
const tells = (node: ts.Node, checker: ts.TypeChecker) =>
  (checker.getTypeAtLocation(node).flags & ts.TypeFlags.Any) === 0;
