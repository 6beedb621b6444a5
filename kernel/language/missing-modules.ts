/** What a reader can do about a module that is not found. */
import { isBuiltin } from "node:module";
import { dirname } from "node:path";
import { nearest } from "./nearest.js";
import ts from "./typescript.js";

/** Whether it can only be one of Node's own modules, and this Node has it not. */
export function isMissingInNode(specifier: string): boolean {
  if (isBuiltin(specifier)) return false;
  return specifier.startsWith("node:") || isBuiltin(specifier.split("/")[0]!);
}

export const missingInNode = (specifier: string) =>
  `Node ${process.version.slice(1)} has no module '${specifier}'.`;

/** @param from the file that imports it */
export function stepToModule(specifier: string, from: string): string | undefined {
  const name = /^(@[\w.-]+\/)?\w[\w.-]*(?=\/|$)/.exec(specifier)?.[0];
  if (!name || isBuiltin(specifier) || isMissingInNode(specifier)) return undefined;
  const beside = fileBeside(specifier, from);
  if (beside) return `A file of your own is imported by its path: "${beside}"`;
  const manifest = `node_modules/${name}/package.json`;
  const isInstalled = [from, __filename].some((file) => nearest(dirname(file), manifest) !== undefined);
  if (!isInstalled) return `In a terminal, in the notebook's folder: npm install ${name}`;
  return specifier === name
    ? `${name} is installed, but says of no file that it is what this imports: see its package.json.`
    : `${name} is installed, but has no path '${specifier.slice(name.length + 1)}'.`;
}

/** `./helper`, where the reader has a `helper.ts`. */
function fileBeside(specifier: string, from: string): string | undefined {
  const path = `./${specifier}`;
  const withoutEnd = path.replace(/\.[cm]?[jt]sx?$/, "");
  return [withoutEnd, path].find((one) => isThere(one, from));
}

function isThere(path: string, from: string): boolean {
  const options = {
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    allowJs: true,
    resolveJsonModule: true,
  };
  return ts.resolveModuleName(path, from, options, ts.sys).resolvedModule !== undefined;
}
