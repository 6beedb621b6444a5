/** Where the statement of a `.d.ts` means what others have declared. */

import { namedIn, namesOf, parsedDeclarations } from "./declaration.js";
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

/** The edit by which a declaration declares `other` instead. */
export function ownName(text: string, other: string): Edit {
  const file = parsedDeclarations(text);
  const named = namedIn(file.statements[0]!)[0]!;
  const { name } = named;
  const isShort = ts.isImportSpecifier(named) && !named.propertyName;
  return { start: name.getStart(file), end: name.end, text: isShort ? `${name.text} as ${other}` : other };
}

/** `text` with all `edits`, which do not overlap. */
export function edited(text: string, edits: Edit[]): string {
  const last = edits.toSorted((a, b) => b.start - a.start);
  return last.reduce((done, one) => done.slice(0, one.start) + one.text + done.slice(one.end), text);
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
