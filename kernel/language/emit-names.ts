/** How the names in a module's text become what they are in the function that runs. */
import type MagicString from "magic-string";
import { isVariable, nodesOf } from "./scope.js";
import ts from "./typescript.js";

/** A module's text: as parsed, and as it is changed. */
export interface ModuleText {
  file: ts.SourceFile;
  edited: MagicString;
}

/**
 * @param insteadOf the expression that takes the place of a variable's name; undefined where that stays
 */
export function rewriteNames(
  { file, edited }: ModuleText,
  insteadOf: (name: ts.Identifier) => string | undefined,
): void {
  for (const node of nodesOf(file)) {
    if (ts.isIdentifier(node)) {
      const value = isVariable(node) ? insteadOf(node) : undefined;
      if (value !== undefined) edited.update(node.getStart(file), node.end, inPlace(node, value));
    } else if (ts.isMetaProperty(node) && node.keywordToken === ts.SyntaxKind.ImportKeyword) {
      edited.update(node.getStart(file), node.end, "$meta");
    } else if (node.kind === ts.SyntaxKind.ImportKeyword && ts.isCallExpression(node.parent)) {
      edited.update(node.getStart(file), node.end, "$import");
    } else if (ts.isCatchClause(node)) {
      const { variableDeclaration, block } = node;
      const name = variableDeclaration?.name;
      // So that the error's message has the reader's own names: see runtime/stacks.ts.
      if (name && ts.isIdentifier(name))
        edited.appendRight(block.getStart(file) + 1, ` $caught(${insteadOf(name) ?? name.text});`);
    } else if (ts.isBinaryExpression(node) && isAssignment(node) && ts.isIdentifier(node.left)) {
      if (insteadOf(node.left) !== undefined) keepName({ file, edited }, node.left.text, node.right);
    } else if (ts.isShorthandPropertyAssignment(node) && node.objectAssignmentInitializer) {
      if (insteadOf(node.name) !== undefined)
        keepName({ file, edited }, node.name.text, node.objectAssignmentInitializer);
    }
  }
}

function isAssignment({ operatorToken: { kind } }: ts.BinaryExpression): boolean {
  return (
    kind === ts.SyntaxKind.EqualsToken ||
    kind === ts.SyntaxKind.QuestionQuestionEqualsToken ||
    kind === ts.SyntaxKind.BarBarEqualsToken ||
    kind === ts.SyntaxKind.AmpersandAmpersandEqualsToken
  );
}

/**
 * `() => 1` → `{ a: () => 1 }.a`: the language names a function or class without a name by the variable that
 * it is the first value of, and by a property where it is made, but not by one that it is assigned to.
 */
export function keepName({ file, edited }: ModuleText, name: string, value: ts.Expression): void {
  let inner = value;
  while (ts.isParenthesizedExpression(inner)) inner = inner.expression;
  const isNameless =
    ts.isArrowFunction(inner) ||
    ((ts.isFunctionExpression(inner) || ts.isClassExpression(inner)) && !inner.name);
  if (!isNameless) return;
  edited.appendRight(value.getStart(file), `{ ${keyOf(name)}: `).appendLeft(value.end, ` }.${name}`);
}

function inPlace(name: ts.Identifier, value: string): string {
  const { parent } = name;
  const isProperty =
    ts.isShorthandPropertyAssignment(parent) ||
    (ts.isBindingElement(parent) &&
      ts.isObjectBindingPattern(parent.parent) &&
      !parent.propertyName &&
      !parent.dotDotDotToken);
  if (isProperty && (parent as ts.NamedDeclaration).name === name) return `${keyOf(name.text)}: ${value}`;
  // A function of the reader's has no `this` from where its variable is kept.
  return value.includes(".") && isCalled(name) ? `(0, ${value})` : value;
}

/** As a plain key it would be no property. */
const keyOf = (name: string) => (name === "__proto__" ? '["__proto__"]' : name);

function isCalled(name: ts.Expression): boolean {
  let callee = name;
  while (ts.isParenthesizedExpression(callee.parent)) callee = callee.parent;
  const { parent } = callee;
  return (
    (ts.isCallExpression(parent) && parent.expression === callee) ||
    (ts.isTaggedTemplateExpression(parent) && parent.tag === callee)
  );
}

/** `exports_1`, or another that does not occur in the text. */
export function uniqueName(base: string, text: string): string {
  let number = 1;
  while (text.includes(`${base}_${number}`)) number++;
  return `${base}_${number}`;
}
