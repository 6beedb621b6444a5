/** How cells are compiled: as the running Node has it, and as the notebook's folder asks for in its tsconfig.json. */
import { join } from "node:path";
import { nodesOf } from "./scope.js";
import { typeRoots } from "./system.js";
import ts from "./typescript.js";

/** The newest language and library that the running Node has whole (node.green). */
function byNode(nodeVersion: string): { target: ts.ScriptTarget; lib: string[] } {
  const major = Number(nodeVersion.slice(1).split(".")[0]);
  if (major >= 24) return { target: ts.ScriptTarget.ES2024, lib: ["es2025", "esnext.disposable"] };
  if (major >= 22) return { target: ts.ScriptTarget.ES2024, lib: ["es2024", "esnext.disposable"] };
  return { target: ts.ScriptTarget.ES2023, lib: ["es2023", "esnext.disposable"] };
}

/** The compiler options of cells in `folder`, as long as it does not ask for others. */
function defaultOptions(folder: string): ts.CompilerOptions {
  const { target, lib } = byNode(process.version);
  return {
    target,
    lib: lib.map((name) => `lib.${name}.d.ts`),
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    moduleDetection: ts.ModuleDetectionKind.Force,
    customConditions: ["node"],
    resolveJsonModule: true,
    allowImportingTsExtensions: true,
    strict: true,
    allowJs: true,
    sourceMap: true,
    typeRoots: typeRoots(folder),
    types: ["node"],
  };
}

/** What a tsconfig.json decides. The rest is the kernel's: how modules load, and that cells are emitted. */
const respected = new Set(
  `allowArbitraryExtensions allowSyntheticDefaultImports allowUmdGlobalAccess allowUnreachableCode allowUnusedLabels
  alwaysStrict baseUrl checkJs customConditions emitDecoratorMetadata erasableSyntaxOnly esModuleInterop
  exactOptionalPropertyTypes experimentalDecorators jsx jsxFactory jsxFragmentFactory jsxImportSource lib
  noErrorTruncation noFallthroughCasesInSwitch noImplicitAny noImplicitOverride noImplicitReturns noImplicitThis
  noPropertyAccessFromIndexSignature noUncheckedIndexedAccess noUncheckedSideEffectImports paths pathsBasePath strict
  strictBindCallApply strictBuiltinIteratorReturn strictFunctionTypes strictNullChecks strictPropertyInitialization
  stripInternal types useDefineForClassFields useUnknownInCatchVariables`.split(/\s+/),
);

export interface FolderOptions {
  options: ts.CompilerOptions;
  /** What is wrong with the tsconfig.json. */
  findings: ts.Diagnostic[];
  /** The tsconfig.json, be it there or not, and those that it extends. */
  files: string[];
}

/** The compiler options of cells in `folder`. */
export function optionsOf(folder: string): FolderOptions {
  const options = defaultOptions(folder);
  const path = join(folder, "tsconfig.json");
  if (!ts.sys.fileExists(path)) return { options, findings: [], files: [path] };
  const findings: ts.Diagnostic[] = [];
  const parsed = ts.getParsedCommandLineOfConfigFile(path, undefined, {
    ...ts.sys,
    // Its `include` and `files` are of no interest to a cell.
    readDirectory: () => [],
    onUnRecoverableConfigFileDiagnostic: (finding) => findings.push(finding),
  });
  if (parsed) findings.push(...ts.getConfigFileParsingDiagnostics(parsed));
  const asked = Object.entries(parsed?.options ?? {}).filter(
    ([name, value]) => respected.has(name) && value !== undefined,
  );
  const all = { ...options, ...Object.fromEntries(asked) };
  // What would be kept as JSX cannot run.
  if (all.jsx === ts.JsxEmit.Preserve || all.jsx === ts.JsxEmit.ReactNative) all.jsx = ts.JsxEmit.ReactJSX;
  const file = (parsed?.options.configFile ?? ts.readJsonConfigFile(path, () => "")) as ts.TsConfigSourceFile;
  // What concerns all of it, such as an `extends` of a file that is not there, has no place of its own.
  const start = { file, start: 0, length: 0 };
  const roots = [...(parsed?.options.typeRoots ?? []), ...all.typeRoots!];
  findings.push(...missingTypes({ ...all, typeRoots: roots }, file, folder));
  return {
    options: { ...all, types: [...new Set(["node", ...all.types!])] },
    findings: findings
      .filter(({ code }) => !aboutInputs.has(code))
      .map((one) => (one.file ? one : { ...one, ...start })),
    files: [path, ...(file.extendedSourceFiles ?? [])],
  };
}

/** The `types` that are not there, each told in its place, as `tsc` does. */
function missingTypes(
  options: ts.CompilerOptions,
  file: ts.TsConfigSourceFile,
  folder: string,
): ts.Diagnostic[] {
  const isThere = (name: string) =>
    ts.resolveTypeReferenceDirective(name, join(folder, "cell.ts"), options, ts.sys)
      .resolvedTypeReferenceDirective !== undefined;
  const missing = options.types!.filter((name) => name !== "*" && !isThere(name));
  return missing.map((name) => {
    const entry = [...nodesOf(file)].find((node) => ts.isStringLiteral(node) && node.text === name);
    return {
      file,
      start: entry?.getStart(file) ?? 0,
      length: entry?.getWidth(file) ?? 0,
      messageText: `Cannot find type definition file for '${name}'.`,
      code: 2688,
      category: ts.DiagnosticCategory.Error,
    };
  });
}

/** TypeScript's numbers for "The 'files' list in config file is empty." and "No inputs were found in config file." */
const aboutInputs = new Set([18002, 18003]);
