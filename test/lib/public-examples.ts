/** The examples in the docstrings of everything that lib/index.ts exports, from the sources. */
import { readFileSync } from "node:fs";
import { join, relative } from "node:path";
import ts from "typescript";
import { packageRoot } from "../../scripts/places.js";

export interface Example {
  /** For instance `Workspace.path`. */
  name: string;
  /** Of the docstring, from the package's folder. */
  file: string;
  /** As written. */
  source: string;
}

/** Every `@example` of an exported thing or of a public member of one. */
export function publicExamples(): Example[] {
  const index = join(packageRoot, "lib/index.ts");
  const config = ts.parseConfigFileTextToJson("", readFileSync(join(packageRoot, "tsconfig.json"), "utf8"));
  const { options } = ts.convertCompilerOptionsFromJson(config.config.compilerOptions, packageRoot);
  const program = ts.createProgram([index], { ...options, noEmit: true });
  const checker = program.getTypeChecker();
  const entry = program.getSourceFile(index);
  const module_ = entry && checker.getSymbolAtLocation(entry);
  if (!module_) throw new Error("lib/index.ts exports nothing");
  const examples = new Map<string, Example>();
  for (const exported of checker.getExportsOfModule(module_)) {
    const symbol = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported;
    add(symbol, exported.name);
    for (const member of symbol.members?.values() ?? []) add(member, `${exported.name}.${member.name}`);
    if (symbol.flags & ts.SymbolFlags.Class)
      for (const member of symbol.exports?.values() ?? []) add(member, `${exported.name}.${member.name}`);
  }
  return [...examples.values()];

  function add(symbol: ts.Symbol, name: string) {
    for (const declaration of symbol.declarations ?? []) {
      for (const tag of ts.getJSDocTags(declaration)) {
        if (tag.tagName.text !== "example") continue;
        const source = (ts.getTextOfJSDocComment(tag.comment) ?? "").trim();
        const file = relative(packageRoot, tag.getSourceFile().fileName);
        examples.set(`${file}:${tag.pos}`, { name, file, source: source.replace(/^```\w*\n|\n```$/g, "") });
      }
    }
  }
}

/**
 * An example as the body of an asynchronous function. Imports are left out; where the line of an expression ends
 * in a comment, the expression is handed to `shows(value, comment)`.
 */
export function asFunctionBody(example: string): string {
  const file = ts.createSourceFile("example.ts", example, ts.ScriptTarget.ES2023, true);
  let body = "";
  for (const statement of file.statements) {
    if (ts.isImportDeclaration(statement)) continue;
    const [, comment] = /^[ \t]*\/\/ (.*)/.exec(example.slice(statement.end)) ?? [];
    const expression = ts.isExpressionStatement(statement) ? statement.expression.getText() : undefined;
    body +=
      comment && expression
        ? `await shows(${expression}, ${JSON.stringify(comment)});\n`
        : `${statement.getText()}\n`;
  }
  const { outputText } = ts.transpileModule(`return (async () => {${body}})();`, {
    compilerOptions: { target: ts.ScriptTarget.ES2023, module: ts.ModuleKind.ESNext },
  });
  return outputText;
}
