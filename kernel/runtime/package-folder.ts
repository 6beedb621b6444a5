/** Where the package lies that a specifier names. */
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

/** Neither a path nor a URL. */
export const isPackage = (specifier: string) => !/^(\.{0,2}\/|[a-z][a-z+.-]+:)/i.test(specifier);

/** @example packageName("@scope/name/path") // "@scope/name" */
export const packageName = (specifier: string) =>
  specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/");

/** @returns undefined for what is no package, or not installed where `file` looks for it */
export function packageFolder(specifier: string, file: string): string | undefined {
  if (!isPackage(specifier)) return undefined;
  // None for Node's own modules.
  const folders = createRequire(file).resolve.paths(specifier) ?? [];
  const name = packageName(specifier);
  return folders.map((one) => join(one, name)).find((one) => existsSync(one));
}
