/** How the names that a cell declares become properties of `exports`. */
import MagicString from "magic-string";
import ts from "./typescript.js";

/**
 * `let a = 1; export { a }` → `export let a = 1`, and `function f() {}` → `export let f = function f() {}`: every
 * use then goes through `exports`, so that it sees what a later cell declares under this name. A `var` in a block
 * belongs to the whole cell: it is declared at its start, and assigned in its place.
 */
export function exportAtDeclaration(text: string): { text: string; map: string } {
  const file = ts.createSourceFile("cell.js", text, ts.ScriptTarget.ESNext, true);
  const edited = new MagicString(text);
  const lists = file.statements.filter(
    (one): one is ts.ExportDeclaration & { exportClause: ts.NamedExports } =>
      ts.isExportDeclaration(one) &&
      !one.moduleSpecifier &&
      !!one.exportClause &&
      ts.isNamedExports(one.exportClause),
  );
  const listed = lists.flatMap(({ exportClause }) => exportClause.elements);
  const exported = new Set(listed.filter((one) => !one.propertyName).map((one) => one.name.text));
  const moved = new Set<string>();
  const unset = new Set<string>();
  for (const statement of file.statements) {
    const names = declaredNames(statement);
    if (names.length === 0 || !names.every((name) => exported.has(name))) continue;
    for (const name of names) moved.add(name);
    const start = statement.getStart(file);
    if (ts.isVariableStatement(statement)) {
      edited.appendRight(start, "export ");
      for (const { initializer, end, name } of statement.declarationList.declarations) {
        if (initializer) continue;
        // It may have a value by then: a `var` may be declared twice.
        if (isVar(statement.declarationList)) for (const one of boundNames(name)) unset.add(one);
        else edited.appendLeft(end, " = void 0");
      }
    } else {
      edited.appendRight(start, `export let ${names[0]} = `).appendLeft(statement.end, ";\n");
      // As a declaration has it: there before the first statement.
      if (ts.isFunctionDeclaration(statement) && start > 0) edited.move(start, statement.end, 0);
    }
  }
  for (const list of varsInBlocks(file)) {
    const names = list.declarations.flatMap(({ name }) => boundNames(name));
    if (!names.every((name) => exported.has(name))) continue;
    for (const name of names) {
      if (!moved.has(name)) unset.add(name);
      moved.add(name);
    }
    assignInPlace(list, edited, file);
  }
  if (unset.size > 0) {
    edited.prepend(`export var ${[...unset].map((name) => `${name} = void 0`).join(", ")};\n`);
  }
  const left = listed
    .filter((one) => one.propertyName || !moved.has(one.name.text))
    .map((one) => one.getText(file));
  for (const one of lists) edited.remove(one.getStart(file), one.end);
  edited.append(`export { ${left.join(", ")} };\n`);
  return { text: edited.toString(), map: edited.generateMap({ hires: true }).toString() };
}

function declaredNames(statement: ts.Statement): string[] {
  if (ts.isVariableStatement(statement) && !statement.modifiers?.length) {
    return statement.declarationList.declarations.flatMap(({ name }) => boundNames(name));
  }
  const isNamed = ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement);
  const isExported = isNamed && statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
  return isNamed && !isExported && statement.name ? [statement.name.text] : [];
}

const isVar = (list: ts.VariableDeclarationList) => (list.flags & ts.NodeFlags.BlockScoped) === 0;

/** The `var`s of a file that do not stand at its top. */
function varsInBlocks(file: ts.SourceFile): ts.VariableDeclarationList[] {
  const found: ts.VariableDeclarationList[] = [];
  const visit = (node: ts.Node) => {
    if (ts.isFunctionLike(node) || ts.isClassLike(node)) return;
    if (ts.isVariableDeclarationList(node) && isVar(node)) found.push(node);
    ts.forEachChild(node, visit);
  };
  for (const one of file.statements) if (!ts.isVariableStatement(one)) ts.forEachChild(one, visit);
  return found;
}

/** `var a = 1, [b] = c` → `(a = 1, [b] = c)`, and `for (var a of b)` → `for (a of b)` */
function assignInPlace(list: ts.VariableDeclarationList, edited: MagicString, file: ts.SourceFile): void {
  const [first] = list.declarations;
  edited.remove(list.getStart(file), first!.getStart(file));
  if (ts.isForInStatement(list.parent) || ts.isForOfStatement(list.parent)) return;
  // An object's pattern would be read as a block.
  edited.appendRight(first!.getStart(file), "(").appendLeft(list.end, ")");
}

function boundNames(name: ts.BindingName): string[] {
  if (ts.isIdentifier(name)) return [name.text];
  return name.elements.flatMap((element) => (ts.isBindingElement(element) ? boundNames(element.name) : []));
}

/** `Object.defineProperty(exports, "a", { get() { return m.a } })` → `exports.a = m.a` */
export const plainExports: ts.TransformerFactory<ts.SourceFile> = (context) => (file) => {
  const { factory } = context;
  const statements = file.statements.map((statement) => {
    const call = ts.isExpressionStatement(statement) && statement.expression;
    if (!call || !ts.isCallExpression(call) || !ts.isPropertyAccessExpression(call.expression))
      return statement;
    const [target, name, descriptor] = call.arguments;
    if (call.expression.name.text !== "defineProperty" || !target || !name || !descriptor) return statement;
    if (!ts.isStringLiteral(name) || !ts.isObjectLiteralExpression(descriptor)) return statement;
    const getter = descriptor.properties.find(
      (one) => one.name && ts.isIdentifier(one.name) && one.name.text === "get",
    );
    const value = getter && ts.isPropertyAssignment(getter) && returned(getter.initializer);
    if (!value) return statement;
    const member = factory.createPropertyAccessExpression(target, name.text);
    return factory.createExpressionStatement(factory.createAssignment(member, value));
  });
  return factory.updateSourceFile(file, statements);
};

function returned(node: ts.Expression): ts.Expression | undefined {
  if (!ts.isFunctionExpression(node)) return undefined;
  const last = node.body.statements.at(-1);
  return last && ts.isReturnStatement(last) ? last.expression : undefined;
}

export function isExportsMember(node: ts.Node): boolean {
  return (
    ts.isPropertyAccessExpression(node) &&
    ts.isIdentifier(node.expression) &&
    node.expression.text === "exports"
  );
}
