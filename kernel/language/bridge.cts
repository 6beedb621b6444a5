/**
 * tslab is written against a fork of TypeScript that has a few functions more. This module is the current
 * TypeScript with those functions; the build puts it in the fork's place (scripts/bundle.ts).
 */
import ts = require("typescript");
import diagnostics = require("./diagnostics.js");

import program = require("./program.js");
import services = require("./services.js");
import system = require("./system.js");

/** As TypeScript's own, with the options of this kernel's cells instead of tslab's. */
function createWatchCompilerHost(...args: Parameters<typeof ts.createWatchCompilerHost>) {
  const [rootFiles, base, ...rest] = args as unknown as [string[], ts.CompilerOptions, ts.System];
  const { outDir, rootDir, newLine, declaration, skipLibCheck } = base;
  const ofEmit = { outDir, rootDir, newLine, declaration, skipLibCheck };
  return ts.createWatchCompilerHost(rootFiles, { ...ofEmit, ...program.making.options }, ...rest);
}

function createWatchProgram(host: program.WatchHost) {
  program.making.made = new program.CellProgram(host, program.making.installed!);
  return { close() {}, updateRootFileNames() {} };
}

export = {
  ...ts,
  sys: ts.sys,
  createWatchCompilerHost,
  createWatchProgram,
  getDefaultTypeRoots: system.typeRoots,
  getNullTransformationContext: () => (ts as unknown as { nullTransformationContext: unknown }).nullTransformationContext,
  getPreEmitDiagnosticsOfFiles: diagnostics.ofFiles,
  getQuickInfoAtPosition: services.quickInfo,
  Completions: { getCompletionsAtPositionForTslab: services.completions },
  /** tslab would make a CommonJS module of the cell; `emit.ts` makes a function's body of it instead. */
  transpileModule: (outputText: string) => ({ outputText }),
};
