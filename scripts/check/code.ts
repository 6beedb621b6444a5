/** A cell's TypeScript: the only file of the command line that imports typescript. */
import ts from "typescript";

/** What a call in a cell says, for instance `claim("…", () => …)`. */
export interface Call {
  /** Name of the function or method: `claim`, `answer`. */
  name: string;
  /** What the method is called on: `guess` of `guess.answer(…)`; empty for a function. */
  on: string;
  arguments: readonly ts.Expression[];
}

const parsed = (source: string) => ts.createSourceFile("cell.ts", source, ts.ScriptTarget.ES2023, true);

function walk(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node);
  node.forEachChild((child) => walk(child, visit));
}

/** Every call of one of these functions or methods. */
export function callsOf(source: string, names: readonly string[]): Call[] {
  const found: Call[] = [];
  walk(parsed(source), (node) => {
    if (!ts.isCallExpression(node)) return;
    const { expression } = node;
    const isMethod = ts.isPropertyAccessExpression(expression);
    const name = isMethod ? expression.name.text : expression.getText();
    const on = isMethod ? expression.expression.getText() : "";
    if (names.includes(name)) found.push({ name, on, arguments: [...node.arguments] });
  });
  return found;
}

/**
 * The Markdown and the sentences that a cell of code shows: `md` templates, with `…` where values go, and the words
 * of claims, predictions, answers and explanations.
 */
export function proseOf(source: string): string[] {
  const prose: string[] = [];
  walk(parsed(source), (node) => {
    if (ts.isTaggedTemplateExpression(node) && node.tag.getText() === "md") prose.push(textOf(node.template));
  });
  for (const call of callsOf(source, ["claim", "predict", "answer", "explained"])) {
    const said = call.name === "predict" ? call.arguments.slice(1) : call.arguments;
    for (const argument of said) prose.push(...sentences(argument));
  }
  return prose;
}

/** The strings of an argument, of lists, and the values of objects; not those of code that it runs. */
function sentences(node: ts.Expression): string[] {
  if (ts.isStringLiteralLike(node) || ts.isTemplateExpression(node)) return [textOf(node)];
  if (ts.isArrayLiteralExpression(node)) return node.elements.flatMap(sentences);
  if (ts.isObjectLiteralExpression(node)) {
    return node.properties.flatMap((property) =>
      ts.isPropertyAssignment(property) ? sentences(property.initializer) : [],
    );
  }
  return [];
}

function textOf(node: ts.TemplateLiteral | ts.StringLiteralLike): string {
  if (!ts.isTemplateExpression(node)) return node.text;
  return node.head.text + node.templateSpans.map(({ literal }) => `…${literal.text}`).join("");
}

/** Is it a text that stands in the cell, rather than one that was worked out? */
export const isLiteral = (node: ts.Node | undefined) => node !== undefined && ts.isStringLiteralLike(node);

/** Its text, when it stands in the cell. */
export const literal = (node: ts.Node | undefined) =>
  node !== undefined && ts.isStringLiteralLike(node) ? node.text : undefined;

/** The names of the constants of a session that hold what the author has written, not what a cell has found. */
export function writtenConstants(sources: readonly string[]): Set<string> {
  const names = new Set<string>();
  for (const source of sources) {
    walk(parsed(source), (node) => {
      if (!ts.isVariableDeclaration(node) || !node.initializer || !ts.isIdentifier(node.name)) return;
      const isConstant = (ts.getCombinedNodeFlags(node) & ts.NodeFlags.Const) !== 0;
      if (isConstant && !asksAnything(node.initializer, names)) names.add(node.name.text);
    });
  }
  for (const source of sources) for (const filled of filledIn(source)) names.delete(filled);
  return names;
}

/** The names of lists and tables to which a cell adds something: `answers[host] = …`, `seen.push(…)`. */
function filledIn(source: string): string[] {
  const names: string[] = [];
  walk(parsed(source), (node) => {
    const target = ts.isBinaryExpression(node)
      ? node.left
      : ts.isCallExpression(node)
        ? node.expression
        : undefined;
    if (!target || !(ts.isElementAccessExpression(target) || ts.isPropertyAccessExpression(target))) return;
    const isSet = ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken;
    const isAdded =
      ts.isPropertyAccessExpression(target) && /^(push|unshift|set|add)$/.test(target.name.text);
    if (isSet || isAdded) names.push(target.expression.getText());
  });
  return names;
}

/** Does an expression depend on anything but what is written in it and in these constants? */
function asksAnything(node: ts.Node, constants: ReadonlySet<string>): boolean {
  let asks = false;
  walk(node, (part) => {
    if (ts.isCallExpression(part) || ts.isNewExpression(part) || ts.isTaggedTemplateExpression(part))
      asks = true;
    const isName =
      ts.isIdentifier(part) &&
      !(ts.isPropertyAccessExpression(part.parent) && part.parent.name === part) &&
      !(ts.isPropertyAssignment(part.parent) && part.parent.name === part);
    if (isName && part.text !== "undefined" && !constants.has(part.text)) asks = true;
  });
  return asks;
}

/**
 * Why a check cannot be false, if it cannot.
 *
 * @param check what was given to `claim`
 * @param constants what the author has written (`writtenConstants`)
 */
export function cannotFail(check: ts.Node | undefined, constants: ReadonlySet<string>): string | undefined {
  if (!check || !(ts.isArrowFunction(check) || ts.isFunctionExpression(check))) return undefined;
  const results: ts.Expression[] = [];
  if (ts.isBlock(check.body)) {
    walk(check.body, (node) => {
      if (ts.isReturnStatement(node) && node.expression) results.push(node.expression);
    });
  } else results.push(check.body);
  const reasons = results.map((result) => alwaysTrue(bare(result), constants));
  return reasons.length > 0 && reasons.every(Boolean) ? reasons[0] : undefined;
}

const bare = (node: ts.Expression): ts.Expression =>
  ts.isParenthesizedExpression(node) || ts.isAwaitExpression(node) ? bare(node.expression) : node;

function alwaysTrue(node: ts.Expression, constants: ReadonlySet<string>): string | undefined {
  if (!asksAnything(node, constants)) return "it asks nothing that a cell has found";
  if (!ts.isBinaryExpression(node)) {
    const empty =
      ts.isCallExpression(node) && node.arguments.length === 1 && literal(node.arguments[0]) === "";
    return empty && /\.(includes|startsWith|endsWith)$/.test(node.expression.getText())
      ? "every text has the empty text in it"
      : undefined;
  }
  const [left, right] = [bare(node.left), bare(node.right)];
  const operator = node.operatorToken.kind;
  if (operator === ts.SyntaxKind.EqualsToken) return "it sets a value instead of comparing";
  if (operator === ts.SyntaxKind.BarBarToken)
    return alwaysTrue(left, constants) ?? alwaysTrue(right, constants);
  if (operator === ts.SyntaxKind.AmpersandAmpersandToken) {
    const first = alwaysTrue(left, constants);
    return first && alwaysTrue(right, constants) ? first : undefined;
  }
  const equal = [
    ts.SyntaxKind.EqualsEqualsEqualsToken,
    ts.SyntaxKind.EqualsEqualsToken,
    ts.SyntaxKind.GreaterThanEqualsToken,
    ts.SyntaxKind.LessThanEqualsToken,
  ].includes(operator);
  if (equal && left.getText() === right.getText()) return "it compares a thing with itself";
  const counts = operator === ts.SyntaxKind.GreaterThanEqualsToken && right.getText() === "0";
  return counts && /\.(length|size)$/.test(left.getText()) ? "no count is below zero" : undefined;
}

/**
 * What TypeScript finds wrong with a chapter's cells, taken as one strict program, as the kernel checks them.
 *
 * @param sessions by file name, absolute: the cells of a chapter, one after the other
 * @returns by file name, the messages with their lines (from 0)
 */
export function typeErrors(
  sessions: ReadonlyMap<string, string>,
  typeRoots: string[],
): Map<string, { line: number; message: string }[]> {
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.NodeNext,
    types: ["node"],
    typeRoots,
  };
  const host = ts.createCompilerHost(options);
  const { readFile, fileExists, getSourceFile } = host;
  host.readFile = (path) => sessions.get(path) ?? readFile(path);
  host.fileExists = (path) => sessions.has(path) || fileExists(path);
  host.getSourceFile = (path, ...rest) => {
    const session = sessions.get(path);
    return session === undefined
      ? getSourceFile.call(host, path, ...rest)
      : ts.createSourceFile(path, session, ts.ScriptTarget.ES2023);
  };
  const program = ts.createProgram([...sessions.keys()], options, host);
  const found = new Map<string, { line: number; message: string }[]>();
  for (const { file, start = 0, messageText } of ts.getPreEmitDiagnostics(program)) {
    if (!file) continue;
    const { line } = file.getLineAndCharacterOfPosition(start);
    const message = ts.flattenDiagnosticMessageText(messageText, "\n");
    found.set(file.fileName, [...(found.get(file.fileName) ?? []), { line, message }]);
  }
  return found;
}
