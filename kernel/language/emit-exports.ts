/** How what a module declares gets out of the function that its text becomes. */
import { type Import, member, type Named, startOfBody } from "./emit-imports.js";
import { keepName, type ModuleText, uniqueName } from "./emit-names.js";
import { localsOf } from "./locals.js";
import ts from "./typescript.js";

export const exported = (name: string) => member("exports", name);

/**
 * Of a cell: every variable that it exports is a property of `exports`, so that a closure sees what a later cell
 * assigns to it, or declares under its name. `let a = 1` → `exports.a = 1`, `function f() {}` →
 * `exports.f = function f() {}`. A `var` belongs to the whole cell: it is emptied at the start (`$empty("a")`, which
 * a cell that fails takes back), and assigned in its place.
 *
 * @param outside the value of what is declared nowhere in the cell, where an earlier cell has it
 * @returns the names of these variables
 */
export function exportAsProperties(
  module: ModuleText,
  imports: Import[],
  outside: (name: string) => string | undefined,
): Set<string> {
  const { file, edited } = module;
  const listed = takenOut(module);
  for (const { statement, names, reexported, module: from, isAllReexported } of imports) {
    const own = listed.flatMap(({ name, value }) =>
      names.filter((one) => one.name === value).map((one) => ({ name, value: one.value })),
    );
    for (const { name, value } of [...own, ...reexported]) {
      edited.appendLeft(statement.end, ` ${exported(name)} = ${value};`);
    }
    if (isAllReexported) edited.appendLeft(statement.end, forEach(from, `exports[name] = ${from}[name]`));
  }
  const imported = new Set(imports.flatMap(({ names }) => names.map(({ name }) => name)));
  const isVariable = (name: string) =>
    !imported.has(name) && localsOf(file).has(ts.escapeLeadingUnderscores(name));
  const variables = listed.filter(({ name, value }) => name === value && isVariable(name));
  const names = new Set(variables.map(({ name }) => name));
  declareAsProperties(module, names);
  for (const { name, value } of listed) {
    if (name === value || imported.has(value)) continue;
    const kept = names.has(value) ? exported(value) : isVariable(value) ? undefined : outside(value);
    if (kept !== undefined) edited.append(`\n${exported(name)} = ${kept};`);
  }
  return names;
}

/**
 * Of a file of the reader's: its variables stay what they are, and `exports` has a getter for each that is exported,
 * from the start, as other modules may look at it before this one is done.
 *
 * @param placeOf what a variable is called in the function
 */
export function exportAsGetters(
  module: ModuleText,
  imports: Import[],
  placeOf: (name: string) => string,
): void {
  const { edited } = module;
  const listed = [...takenOut(module), ...exportedInPlace(module)];
  const all = listed.map(({ name, value }) => ({ name, value: placeOf(value) }));
  for (const { name, value } of [...all, ...imports.flatMap(({ reexported }) => reexported)]) {
    edited.prepend(`${getter(JSON.stringify(name), value)};\n`);
  }
  for (const { isAllReexported, statement, module: from } of imports) {
    if (!isAllReexported) continue;
    const define = `Object.hasOwn(exports, name) || ${getter("name", `${from}[name]`)}`;
    edited.appendLeft(statement.end, forEach(from, define));
  }
}

const getter = (name: string, value: string) =>
  `Object.defineProperty(exports, ${name}, { enumerable: true, get: () => ${value} })`;

const forEach = (module: string, what: string) =>
  ` for (const name in ${module}) if (name !== "default") { ${what}; }`;

/** Takes out `export { a, b as c }`. @returns what it lists, by the names outside */
function takenOut({ file, edited }: ModuleText): Named[] {
  return file.statements.flatMap((one) => {
    if (!ts.isExportDeclaration(one) || one.moduleSpecifier || !one.exportClause) return [];
    edited.remove(one.getStart(file), one.end);
    if (!ts.isNamedExports(one.exportClause)) return [];
    return one.exportClause.elements.map(({ name, propertyName = name }) => ({
      name: name.text,
      value: propertyName.text,
    }));
  });
}

/** Takes the `export` off `export let a = 1` and `export default 1`. @returns what they export, by the names outside */
function exportedInPlace(module: ModuleText): Named[] {
  const { file, edited } = module;
  return file.statements.flatMap((statement) => {
    const start = statement.getStart(file);
    if (ts.isExportAssignment(statement)) {
      const value = uniqueName("default", file.text);
      edited.update(start, statement.expression.getStart(file), `const ${value} = `);
      keepName(module, "default", statement.expression);
      return [{ name: "default", value }];
    }
    const words = ts.canHaveModifiers(statement) ? (ts.getModifiers(statement) ?? []) : [];
    const [first, second] = words;
    if (first?.kind !== ts.SyntaxKind.ExportKeyword) return [];
    if (second?.kind !== ts.SyntaxKind.DefaultKeyword) {
      edited.remove(start, first.end);
      return declaredNames(statement).map((name) => ({ name, value: name }));
    }
    edited.remove(start, second.end);
    const [name] = declaredNames(statement);
    if (name !== undefined) return [{ name: "default", value: name }];
    const value = uniqueName("default", file.text);
    edited.appendRight(second.end, `const ${value} = { default:`).appendLeft(statement.end, " }.default;");
    // As a declaration has it: there before the first statement.
    const body = startOfBody(file);
    if (ts.isFunctionDeclaration(statement) && start > body) edited.move(start, statement.end, body);
    return [{ name: "default", value }];
  });
}

function declaredNames(statement: ts.Statement): string[] {
  if (ts.isVariableStatement(statement)) return namesIn(statement.declarationList);
  const isNamed = ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement);
  return isNamed && statement.name ? [statement.name.text] : [];
}

/** @param names the variables that become properties */
function declareAsProperties(module: ModuleText, names: ReadonlySet<string>): void {
  const { file, edited } = module;
  const emptied = new Set<string>();
  const body = startOfBody(file);
  for (const statement of file.statements) {
    const start = statement.getStart(file);
    for (const list of ts.isVariableStatement(statement) ? [statement.declarationList] : varsIn(statement)) {
      if (!namesIn(list).every((name) => names.has(name))) continue;
      assignInPlace(list, module);
      if (!isVar(list)) continue;
      // It may have a value by then where it stands: a `var` may be declared twice.
      const isAtTop = list.parent === statement;
      const unset = list.declarations.filter(({ initializer }) => !isAtTop || !initializer);
      for (const { name } of unset) for (const one of bindings(name)) emptied.add(one.name.text);
    }
    if (!ts.isFunctionDeclaration(statement) && !ts.isClassDeclaration(statement)) continue;
    const name = statement.name?.text;
    if (name === undefined || !names.has(name)) continue;
    edited.appendRight(start, `${exported(name)} = `).appendLeft(statement.end, ";\n");
    // As a declaration has it: there before the first statement.
    if (ts.isFunctionDeclaration(statement) && start > body) edited.move(start, statement.end, body);
  }
  if (emptied.size > 0) edited.prepend(`$empty(${[...emptied].map((name) => JSON.stringify(name))});\n`);
}

const isVar = (list: ts.VariableDeclarationList) => (list.flags & ts.NodeFlags.BlockScoped) === 0;

/** The `var`s within a statement. */
function varsIn(statement: ts.Statement): ts.VariableDeclarationList[] {
  const found: ts.VariableDeclarationList[] = [];
  const visit = (node: ts.Node) => {
    if (ts.isFunctionLike(node) || ts.isClassLike(node) || ts.isExpressionStatement(node)) return;
    if (ts.isVariableDeclarationList(node) && isVar(node)) found.push(node);
    ts.forEachChild(node, visit);
  };
  visit(statement);
  return found;
}

/** `var a = 1, [b] = c` → `(a = 1, [b] = c)`, and `for (var a of b)` → `for (a of b)` */
function assignInPlace(list: ts.VariableDeclarationList, module: ModuleText): void {
  const { file, edited } = module;
  const [first] = list.declarations;
  edited.remove(list.getStart(file), first!.getStart(file));
  const isGiven = ts.isForInStatement(list.parent) || ts.isForOfStatement(list.parent);
  // An object's pattern would be read as a block.
  const hasPattern = list.declarations.some(({ name }) => !ts.isIdentifier(name));
  if (hasPattern && !isGiven) edited.appendRight(first!.getStart(file), "(").appendLeft(list.end, ")");
  for (const declaration of list.declarations) {
    if (!declaration.initializer && !isVar(list)) edited.appendLeft(declaration.end, " = void 0");
    for (const { name, initializer } of [declaration, ...bindings(declaration.name)]) {
      if (initializer && ts.isIdentifier(name)) keepName(module, name.text, initializer);
    }
  }
}

const namesIn = (list: ts.VariableDeclarationList) =>
  list.declarations.flatMap(({ name }) => bindings(name)).map(({ name }) => name.text);

/** The variables of a pattern, or the one that is all of it. */
function bindings(name: ts.BindingName): { name: ts.Identifier; initializer?: ts.Expression }[] {
  if (ts.isIdentifier(name)) return [{ name }];
  return name.elements.flatMap((one) => {
    if (!ts.isBindingElement(one)) return [];
    return ts.isIdentifier(one.name)
      ? [{ name: one.name, initializer: one.initializer }]
      : bindings(one.name);
  });
}
