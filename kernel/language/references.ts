/** Where the statement of a `.d.ts` means what others have declared. */

import { namesOf, parsedDeclarations } from "./declaration.js";
import ts from "./typescript.js";

export interface Place {
  start: number;
  end: number;
}
type Reference = Place & { name: string };
export type Edit = Place & { text: string };

/**
 * Where `text` means one of `names`, in a type or by `typeof`. What a function returns is left out: it makes that when
 * it is called, of what is declared by then.
 *
 * @param own the name that the statement itself declares, which it means in every place
 */
export function referencesIn(text: string, names: ReadonlySet<string>, own?: string): Reference[] {
  const file = parsedDeclarations(text);
  const found: Reference[] = [];
  const take = (entity: ts.Node | undefined, visible: ReadonlySet<string>, isReturned: boolean) => {
    let first = entity;
    while (first && !ts.isIdentifier(first)) first = left(first);
    if (!first || !visible.has(first.text) || (isReturned && first.text !== own)) return;
    found.push({ name: first.text, start: first.getStart(file), end: first.end });
  };
  const visit = (
    node: ts.Node,
    types: ReadonlySet<string>,
    values: ReadonlySet<string>,
    isReturned: boolean,
  ) => {
    const hidden = bound(node);
    const [seenTypes, seenValues] = [without(types, hidden.types), without(values, hidden.values)];
    if (ts.isTypeReferenceNode(node)) take(node.typeName, seenTypes, isReturned);
    if (ts.isTypeQueryNode(node)) take(node.exprName, seenValues, isReturned);
    if (ts.isExpressionWithTypeArguments(node) || ts.isComputedPropertyName(node)) {
      take(node.expression, seenValues, isReturned);
    }
    const { type } = node as { type?: ts.Node };
    ts.forEachChild(node, (child) =>
      visit(child, seenTypes, seenValues, isReturned || (child === type && returns(node))),
    );
  };
  for (const statement of file.statements) visit(statement, names, names, false);
  return found;
}

/** The statement that declares `name` alone, and the edit by which it declares `other` instead. */
export function ownNameOf(text: string, name: string, other: string): { text: string; edit: Edit[] } {
  const file = parsedDeclarations(text);
  const statement = file.statements[0]!;
  if (ts.isImportDeclaration(statement)) {
    return { text: importOf(statement, name, other, file), edit: [] };
  }
  if (ts.isVariableStatement(statement)) {
    const { declarations, flags } = statement.declarationList;
    const word = flags & ts.NodeFlags.Const ? "const" : flags & ts.NodeFlags.Let ? "let" : "var";
    const own = declarations.find((one) => ts.isIdentifier(one.name) && one.name.text === name)!;
    const type = own.getText(file).slice(own.name.getText(file).length);
    // A constant without a type is one of a literal.
    return { text: `declare ${word} ${other}${type};`, edit: [] };
  }
  const named = (statement as ts.Statement & { name: ts.Node }).name;
  return { text, edit: [{ start: named.getStart(file), end: named.end, text: other }] };
}

/** `text` with all `edits`, which do not overlap. */
export function edited(text: string, edits: Edit[]): string {
  const last = edits.toSorted((a, b) => b.start - a.start);
  return last.reduce((done, one) => done.slice(0, one.start) + one.text + done.slice(one.end), text);
}

function importOf(statement: ts.ImportDeclaration, name: string, other: string, file: ts.SourceFile): string {
  const from = statement.moduleSpecifier.getText(file);
  const clause = statement.importClause!;
  if (clause.name?.text === name) return `import ${other} from ${from};`;
  const { namedBindings } = clause;
  if (!namedBindings || ts.isNamespaceImport(namedBindings)) return `import * as ${other} from ${from};`;
  const one = namedBindings.elements.find((element) => element.name.text === name)!;
  return `import { ${(one.propertyName ?? one.name).getText(file)} as ${other} } from ${from};`;
}

function left(node: ts.Node): ts.Node | undefined {
  if (ts.isQualifiedName(node)) return node.left;
  return ts.isPropertyAccessExpression(node) ? node.expression : undefined;
}

/** Whether a node's `type` is of what it returns; a class's instances are what it was when it was made. */
function returns(node: ts.Node): boolean {
  return (
    ts.isFunctionLike(node) &&
    !ts.isAccessor(node) &&
    !ts.isConstructorTypeNode(node) &&
    !ts.isConstructSignatureDeclaration(node) &&
    !ts.isIndexSignatureDeclaration(node)
  );
}

/** The names that mean something else inside of a node. */
function bound(node: ts.Node): { types: string[]; values: string[] } {
  const { typeParameters, parameters } = node as Partial<ts.SignatureDeclaration>;
  const types = (typeParameters ?? []).map((one) => one.name.text);
  if (ts.isMappedTypeNode(node)) types.push(node.typeParameter.name.text);
  if (ts.isConditionalTypeNode(node)) types.push(...inferred(node.extendsType));
  const values = (parameters ?? []).flatMap(({ name }) => (ts.isIdentifier(name) ? [name.text] : []));
  if (!ts.isModuleBlock(node)) return { types, values };
  const within = node.statements.flatMap(namesOf);
  return { types: [...types, ...within], values: [...values, ...within] };
}

function inferred(node: ts.Node): string[] {
  const own = ts.isInferTypeNode(node) ? [node.typeParameter.name.text] : [];
  ts.forEachChild(node, (child) => {
    own.push(...inferred(child));
  });
  return own;
}

function without(names: ReadonlySet<string>, hidden: string[]): ReadonlySet<string> {
  if (!hidden.some((name) => names.has(name))) return names;
  return new Set([...names].filter((name) => !hidden.includes(name)));
}
