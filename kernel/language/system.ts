/**
 * What TypeScript knows of the machine, adjusted to a program that is one file and starts from a snapshot: the current
 * folder is the one of now, and TypeScript's own files are where its package is.
 */
import { createRequire } from "node:module";
import { dirname, posix } from "node:path";
import ts from "./typescript.js";

const require = createRequire(__filename);
const slashed = (path: string) => path.replaceAll("\\", "/");
/** Where TypeScript's own library lies. */
export const libFolder = slashed(dirname(require.resolve("typescript/lib/lib.d.ts")));

ts.sys.getCurrentDirectory = () => process.cwd();
ts.sys.getExecutingFilePath = () => `${libFolder}/typescript.js`;

/** The folder of the `@types` packages that came with the kernel, so that Node's own types are always at hand. */
const ownTypeRoot = slashed(dirname(dirname(require.resolve("@types/node/package.json"))));

/**
 * Every `node_modules/@types` from `folder` upwards, nearest first, and last the kernel's own; first, where the nearest
 * types of Node are the same, as these have been read.
 */
export function typeRoots(folder: string): string[] {
  const roots: string[] = [];
  for (let at = slashed(folder); ; at = dirname(at)) {
    const root = posix.join(at, "node_modules/@types");
    if (ts.sys.directoryExists(root)) roots.push(root);
    if (dirname(at) === at) break;
  }
  const nearest = roots.map(nodeTypesVersion).find((version) => version !== undefined);
  return nearest === nodeTypesVersion(ownTypeRoot) ? [ownTypeRoot, ...roots] : [...roots, ownTypeRoot];
}

function nodeTypesVersion(root: string): string | undefined {
  const manifest = ts.sys.readFile(`${root}/node/package.json`);
  return manifest === undefined ? undefined : /"version":\s*"([^"]*)"/.exec(manifest)?.[1];
}
