/**
 * From an ES module's text to the body of a function of `exports`, `$import` and the others of runtime/compile.ts, so
 * that modules of every kind can be imported, and so that a variable of a cell is a property of `exports`: functions
 * that close over it see what later cells assign to it.
 */
import remapping, { type DecodedSourceMap, type EncodedSourceMap } from "@jridgewell/remapping";
import { encode, type SourceMapSegment } from "@jridgewell/sourcemap-codec";
import MagicString from "magic-string";
import type { EarlierValue } from "./earlier-values.js";
import { awaitsIn, endWhenInterrupted } from "./emit-awaits.js";
import { exportAsGetters, exportAsProperties, exported } from "./emit-exports.js";
import { awaitImports, type Import, ImportsAgain } from "./emit-imports.js";
import { type ModuleText, rewriteNames, uniqueName } from "./emit-names.js";
import { namesDeclaration, parsedJavaScript, scopeOf } from "./scope.js";
import ts from "./typescript.js";

/** What TypeScript makes of a module: an ES module in JavaScript, with its source map as JSON. */
interface Emitted {
  text: string;
  map: string;
}

interface FunctionBody {
  javascript: string;
  /** The body awaits something. */
  async: boolean;
  /** The name under which it leaves its last expression's value in `exports`, when it ends in one. */
  lastExpression?: string;
}

export interface CellBody extends FunctionBody {
  /** The reader's files that it imports as earlier cells have done, by specifier. */
  importedAgain: Record<string, string>;
}

/** No variable of the reader's can have this name. */
export const lastExpression = "last expression";

/**
 * @param options.linesBefore lines at the start of the map's source that are not the reader's own
 * @param options.hasValue whether the cell ends in an expression
 * @param options.earlier what earlier cells have under a name
 */
export function cellBody(
  emitted: Emitted,
  options: { linesBefore: number; hasValue: boolean; earlier(name: string): EarlierValue | undefined },
): CellBody {
  const module = textOf(emitted);
  const imports = awaitImports(module);
  const again = new ImportsAgain(module);
  const outside = (name: string) => {
    const found = options.earlier(name);
    if (found === undefined) return undefined;
    return found === "variable" ? exported(name) : again.valueOf(found);
  };
  const names = exportAsProperties(module, imports, outside);
  const values = valuesOf(imports);
  for (const name of names) values.set(name, exported(name));
  rewriteNames(module, replacing(module, values, outside));
  if (options.hasValue) keepValue(module);
  const awaits = awaitsIn(module.file);
  endWhenInterrupted(module, awaits);
  const async = awaits.length > 0 || imports.length > 0 || again.size > 0;
  return {
    ...body(module, async, emitted, options.linesBefore),
    ...(options.hasValue && { lastExpression }),
    importedAgain: again.paths,
  };
}

/** A file of the reader's that a cell imports. */
export function moduleBody(emitted: Emitted): FunctionBody {
  const module = textOf(emitted);
  const imports = awaitImports(module);
  const values = new Map([["exports", module.ownExports], ...valuesOf(imports)]);
  exportAsGetters(module, imports, (name) => values.get(name) ?? name);
  rewriteNames(
    module,
    replacing(module, values, () => undefined),
  );
  return body(module, imports.length > 0 || awaitsIn(module.file).length > 0, emitted, 0);
}

interface Body extends ModuleText {
  /** What a variable of the reader's that is called `exports` is called in the function. */
  ownExports: string;
}

function textOf({ text }: Emitted): Body {
  const code = text.replace(/\/\/# sourceMappingURL=.*\s*$/, "");
  return {
    file: parsedJavaScript(code),
    edited: new MagicString(code),
    ownExports: uniqueName("exports", code),
  };
}

const valuesOf = (imports: Import[]) =>
  new Map(imports.flatMap(({ names }) => names.map(({ name, value }) => [name, value])));

/**
 * @param values of the variables at the top of the file, where these are kept elsewhere
 * @param outside of what is declared nowhere in the file
 */
function replacing(
  { file, ownExports }: Body,
  values: ReadonlyMap<string, string>,
  outside: (name: string) => string | undefined,
) {
  return (name: ts.Identifier) => {
    const scope = scopeOf(name);
    if (scope === undefined) return outside(name.text);
    if (scope === file && !namesDeclaration(name)) return values.get(name.text);
    return name.text === "exports" ? ownExports : undefined;
  };
}

function keepValue({ file, edited }: ModuleText): void {
  const last = lastStatement(file.statements);
  // TypeScript puts the statements of a cell that has a `using` at its top into a `try`.
  const statement = last && ts.isTryStatement(last) ? lastStatement(last.tryBlock.statements) : last;
  if (!statement || !ts.isExpressionStatement(statement)) return;
  const { expression } = statement;
  edited
    .appendRight(expression.getStart(file), `${exported(lastExpression)} = (`)
    .appendLeft(expression.end, ")");
}

/** Leaving out the list of exports at the end. */
export const lastStatement = (statements: ts.NodeArray<ts.Statement>) =>
  statements.findLast((one) => !ts.isExportDeclaration(one));

function body({ edited }: ModuleText, async: boolean, { map }: Emitted, linesBefore: number): FunctionBody {
  const own = edited.generateDecodedMap({ hires: "boundary" }) as DecodedSourceMap;
  const javascript = `${edited}\n${sourceMapComment([own, JSON.parse(map)], linesBefore)}`;
  return { javascript, async };
}

/** One map from the body to the reader's own lines, as the comment that Node and browsers read. */
function sourceMapComment(maps: (DecodedSourceMap | EncodedSourceMap)[], linesBefore: number): string {
  const joined = remapping(maps, () => null, { decodedMappings: true, excludeContent: true });
  const mappings = joined.mappings as SourceMapSegment[][];
  for (const segment of mappings.flat()) {
    if (segment.length > 1) segment[2] = Math.max(0, segment[2]! - linesBefore);
  }
  const json = JSON.stringify({ version: 3, sources: ["cell"], names: [], mappings: encode(mappings) });
  return `//# sourceMappingURL=data:application/json;base64,${Buffer.from(json).toString("base64")}\n`;
}
