/** How cells are compiled: what tslab asks for, brought up to the current TypeScript and the running Node. */
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import ts from "typescript";

/** The newest language and library that the running Node has whole (node.green). */
function byNode(nodeVersion: string): { target: ts.ScriptTarget; lib: string[] } {
  const major = Number(nodeVersion.slice(1).split(".")[0]);
  if (major >= 24) return { target: ts.ScriptTarget.ES2024, lib: ["es2025", "esnext.disposable"] };
  if (major >= 22) return { target: ts.ScriptTarget.ES2024, lib: ["es2024", "esnext.disposable"] };
  return { target: ts.ScriptTarget.ES2023, lib: ["es2023", "esnext.disposable"] };
}

/**
 * The folders in which `@types/*` packages are looked for: every `node_modules/@types` from `folder` upwards,
 * and last the one that came with the kernel, so that Node's own types are always at hand.
 */
export function typeRoots(folder: string): string[] {
  const roots: string[] = [];
  for (let at = folder; ; at = dirname(at)) {
    roots.push(join(at, "node_modules", "@types"));
    if (dirname(at) === at) break;
  }
  const ours = createRequire(__filename).resolve("@types/node/package.json");
  return [...roots, dirname(dirname(ours))].filter(ts.sys.directoryExists);
}

/** The compiler options of a session. `base` is what tslab asks for; only what still makes sense is kept. */
export function cellOptions(base: ts.CompilerOptions): ts.CompilerOptions {
  const { target, lib } = byNode(process.version);
  const { outDir, rootDir, newLine, declaration, resolveJsonModule, skipLibCheck, jsx } = base;
  return {
    ...{ outDir, rootDir, newLine, declaration, resolveJsonModule, skipLibCheck, jsx },
    target,
    lib: lib.map((name) => `lib.${name}.d.ts`),
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    moduleDetection: ts.ModuleDetectionKind.Force,
    customConditions: ["node"],
    allowImportingTsExtensions: true,
    strict: true,
    allowJs: true,
    sourceMap: true,
    typeRoots: typeRoots(ts.sys.getCurrentDirectory()),
    types: ["node"],
  };
}
