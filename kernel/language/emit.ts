/**
 * From an ES module's text to the body of a function of `exports`, `$import`, `$meta` and `require`, so that
 * modules of every kind can be imported, and so that a variable of a cell is a property of `exports`: functions
 * that close over it see what later cells assign to it.
 */
import remapping, { type EncodedSourceMap } from "@jridgewell/remapping";
import { encode, type SourceMapSegment } from "@jridgewell/sourcemap-codec";
import { namedWhenCaught } from "./emit-catches.js";
import { exportAtDeclaration, plainExports } from "./emit-exports.js";
import { awaitImports, awaits, modulePlaces } from "./emit-imports.js";
import ts from "./typescript.js";

export interface FunctionBody {
  javascript: string;
  /** The body awaits something. */
  async: boolean;
}

/**
 * @param map source map of `text`, as JSON
 * @param options.linesBefore lines at the start of the map's source that are not the reader's own
 * @param options.liveExports imported names are handed on as getters, as in ES modules; without it as plain
 * values, which a later cell may declare again
 */
export function functionBody(
  text: string,
  map: string,
  options: { linesBefore: number; liveExports: boolean },
): FunctionBody {
  let async = false;
  const module = exportAtDeclaration(withoutMapComment(text));
  const out = ts.transpileModule(module.text, {
    fileName: "cell.js",
    compilerOptions: {
      module: ts.ModuleKind.CommonJS,
      target: ts.ScriptTarget.ESNext,
      // An imported module's namespace object is used as it is, as in ES modules.
      esModuleInterop: false,
      // TypeScript takes patterns of exported variables apart: by iterators, as the language has it.
      downlevelIteration: true,
      sourceMap: true,
    },
    transformers: {
      before: [modulePlaces],
      after: [
        awaitImports,
        ...(options.liveExports ? [] : [plainExports]),
        namedWhenCaught,
        (context) => (file) => {
          async = awaits(file);
          return ts.visitEachChild(file, (node) => node, context);
        },
      ],
    },
  });
  const body = withoutMapComment(out.outputText).replace(leniently, strictly);
  return {
    javascript: body + sourceMapComment([out.sourceMapText!, module.map, map], options.linesBefore),
    async,
  };
}

/** What TypeScript's helper for `[a] = b` does with a `b` that is no iterable: the language has an error for it. */
const leniently = /^(var __read = .*\n.*\n\s+if \(!m\)) return o;/m;
const strictly = '$1 throw new TypeError(typeof o + " " + String(o) + " is not iterable");';

const withoutMapComment = (text: string) => text.replace(/\/\/# sourceMappingURL=.*\s*$/, "");

/** One map from the body to the reader's own lines, as the comment that Node and browsers read. */
function sourceMapComment(maps: string[], linesBefore: number): string {
  const parsed = maps.map((map) => JSON.parse(map) as EncodedSourceMap);
  const joined = remapping(parsed, () => null, { decodedMappings: true, excludeContent: true });
  const mappings = joined.mappings as SourceMapSegment[][];
  for (const segment of mappings.flat()) {
    if (segment.length > 1) segment[2] = Math.max(0, segment[2]! - linesBefore);
  }
  const json = JSON.stringify({ version: 3, sources: ["cell"], names: [], mappings: encode(mappings) });
  return `//# sourceMappingURL=data:application/json;base64,${Buffer.from(json).toString("base64")}\n`;
}
