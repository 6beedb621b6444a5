/**
 * tslab is written against a fork of TypeScript that has a few functions more. This module is the current
 * TypeScript with those functions; the build puts it in the fork's place (scripts/bundle.ts).
 */
import ts = require("typescript");
import diagnostics = require("./diagnostics.js");
import options = require("./options.js");
import program = require("./program.js");
import services = require("./services.js");

/** As TypeScript's own, with the options of this kernel's cells instead of tslab's. */
function createWatchCompilerHost(...args: Parameters<typeof ts.createWatchCompilerHost>) {
  const [rootFiles, base, ...rest] = args as unknown as [string[], ts.CompilerOptions, ts.System];
  return ts.createWatchCompilerHost(rootFiles, options.cellOptions(base), ...rest);
}

function createWatchProgram(host: ConstructorParameters<typeof program.CellProgram>[0]) {
  program.created.push(new program.CellProgram(host));
  return { close() {}, updateRootFileNames() {} };
}

export = {
  ...ts,
  sys: ts.sys,
  createWatchCompilerHost,
  createWatchProgram,
  getDefaultTypeRoots: options.typeRoots,
  getNullTransformationContext: () => (ts as unknown as { nullTransformationContext: unknown }).nullTransformationContext,
  getPreEmitDiagnosticsOfFiles: diagnostics.ofFiles,
  getQuickInfoAtPosition: services.quickInfo,
  Completions: { getCompletionsAtPositionForTslab: services.completions },
  /** tslab would make a CommonJS module of the cell; `emit.ts` makes a function's body of it instead. */
  transpileModule: (outputText: string) => ({ outputText }),
};
