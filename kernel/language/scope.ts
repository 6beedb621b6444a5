/** Where the names in a JavaScript file are declared. */
import { bindNames } from "./locals.js";
import ts from "./typescript.js";

/** @returns the file, with the scopes that `scopeOf` looks into */
export function parsedJavaScript(text: string): ts.SourceFile {
  const file = ts.createSourceFile(
    "cell.mjs",
    text,
    { languageVersion: ts.ScriptTarget.ESNext, jsDocParsingMode: ts.JSDocParsingMode.ParseNone },
    true,
    ts.ScriptKind.JS,
  );
  bindNames(file, { allowJs: true, target: ts.ScriptTarget.ESNext });
  return file;
}

/** All nodes of a tree. Without recursion: an expression of thousands of terms is as deep as it is long. */
export function* nodesOf(root: ts.Node): Generator<ts.Node> {
  const waiting = [root];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    yield node;
    ts.forEachChild(node, (child) => {
      waiting.push(child);
    });
  }
}

/** @returns the file, block, function or class in which what `name` stands for is declared, if that is in this file */
export function scopeOf(name: ts.Identifier): ts.Node | undefined {
  let part: ts.Node = namesDeclaration(name) ? name.parent : name;
  while (part.parent && !declares(part.parent, name, part)) part = part.parent;
  return part.parent;
}

/** Whether it is the `a` of `function a() {}` or `class a {}`, which stands outside of what it names. */
export function namesDeclaration(name: ts.Identifier): boolean {
  const { parent } = name;
  return (ts.isFunctionDeclaration(parent) || ts.isClassDeclaration(parent)) && parent.name === name;
}

/** @param part the part of `scope` that asks */
function declares(scope: ts.Node, { text, escapedText }: ts.Identifier, part: ts.Node): boolean {
  const { locals, name } = scope as ts.Node & { locals?: ts.SymbolTable; name?: ts.Node };
  const found = locals?.get(escapedText);
  if (found && (!ts.isFunctionLike(scope) || isSeen(found, scope, part))) return true;
  // Within a function or class its own name is a variable of it, which no declaration outside can change.
  const hasOwnName =
    ts.isFunctionDeclaration(scope) || ts.isFunctionExpression(scope) || ts.isClassLike(scope);
  return hasOwnName && name !== undefined && ts.isIdentifier(name) && name.text === text;
}

/** A function's parameters do not see what its body declares, and its name (`[key]() {}`) neither of the two. */
function isSeen({ declarations = [] }: ts.Symbol, scope: ts.SignatureDeclaration, part: ts.Node): boolean {
  if (part === scope.name) return false;
  return !ts.isParameter(part) || declarations.some(({ pos }) => pos < part.parent.parameters.end);
}

/** Whether an identifier stands for a variable: not for a property, a label, or a part of an import or export. */
export function isVariable(node: ts.Identifier): boolean {
  const { parent } = node;
  switch (parent.kind) {
    case ts.SyntaxKind.PropertyAccessExpression:
      return (parent as ts.PropertyAccessExpression).expression === node;
    case ts.SyntaxKind.BindingElement:
      return (parent as ts.BindingElement).propertyName !== node;
    case ts.SyntaxKind.PropertyAssignment:
    case ts.SyntaxKind.PropertyDeclaration:
    case ts.SyntaxKind.MethodDeclaration:
    case ts.SyntaxKind.GetAccessor:
    case ts.SyntaxKind.SetAccessor:
      return (parent as ts.NamedDeclaration).name !== node;
    case ts.SyntaxKind.MetaProperty:
    case ts.SyntaxKind.LabeledStatement:
    case ts.SyntaxKind.BreakStatement:
    case ts.SyntaxKind.ContinueStatement:
    case ts.SyntaxKind.ImportClause:
    case ts.SyntaxKind.ImportSpecifier:
    case ts.SyntaxKind.NamespaceImport:
    case ts.SyntaxKind.ImportAttribute:
    case ts.SyntaxKind.ExportSpecifier:
    case ts.SyntaxKind.NamespaceExport:
      return false;
    default:
      return true;
  }
}
