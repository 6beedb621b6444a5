/**
 * What TypeScript knows of the machine, adjusted to a program that is one file and starts from a snapshot: the current
 * folder is the one of now, and TypeScript's own files are where its package is.
 */
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import ts from "typescript";

const require = createRequire(__filename);
const slashed = (path: string) => path.replaceAll("\\", "/");
const libFolder = slashed(dirname(require.resolve("typescript/lib/lib.d.ts")));

ts.sys.getCurrentDirectory = () => process.cwd();
ts.sys.getExecutingFilePath = () => `${libFolder}/typescript.js`;

/** The folder of the `@types` packages that came with the kernel, so that Node's own types are always at hand. */
export const ownTypeRoot = dirname(dirname(require.resolve("@types/node/package.json")));

/** Every `node_modules/@types` from `folder` upwards, nearest first, and last the kernel's own. */
export function typeRoots(folder: string): string[] {
  const roots: string[] = [];
  for (let at = folder; ; at = dirname(at)) {
    roots.push(join(at, "node_modules", "@types"));
    if (dirname(at) === at) break;
  }
  return [...roots, ownTypeRoot].filter(ts.sys.directoryExists);
}
