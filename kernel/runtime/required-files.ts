/**
 * The reader's own files that Node's `require` has loaded and keeps: they are loaded anew when they, or files that they
 * require, have been edited.
 */
import { statSync } from "node:fs";
import { sep } from "node:path";

type Cache = NodeJS.Dict<NodeJS.Module>;

export class RequiredFiles {
  /** As each file was when it was loaded. */
  readonly #versions = new WeakMap<NodeJS.Module, string>();

  /** @param path absolute, as `require.resolve` gives it */
  load(path: string, require: NodeJS.Require): unknown {
    if (!isReaders(path)) return require(path);
    const loaded = reachable(path, require.cache);
    const stale = new Set(loaded.filter((one) => this.#versions.get(one) !== versionOf(one.filename)));
    // A Set's iteration reaches what is added meanwhile.
    for (const changed of stale) {
      for (const one of loaded) if (one.children.includes(changed)) stale.add(one);
    }
    for (const { filename } of stale) delete require.cache[filename];
    try {
      return require(path);
    } finally {
      for (const one of reachable(path, require.cache)) {
        if (!this.#versions.has(one)) this.#versions.set(one, versionOf(one.filename));
      }
    }
  }
}

/** The reader's files that are loaded of `path` and of what it requires. */
function reachable(path: string, cache: Cache): NodeJS.Module[] {
  const found = new Set<NodeJS.Module>();
  const add = (module: NodeJS.Module | undefined) => {
    if (module && isReaders(module.filename) && cache[module.filename] === module) found.add(module);
  };
  add(cache[path]);
  for (const { children } of found) for (const child of children) add(child);
  return [...found];
}

/** Not those of packages, nor what is no text: a native addon is loaded once. */
function isReaders(path: string): boolean {
  return !path.includes(`${sep}node_modules${sep}`) && /\.(?:[cm]?js|json)$/.test(path);
}

function versionOf(path: string): string {
  const { mtimeMs = 0, size = 0 } = statSync(path, { throwIfNoEntry: false }) ?? {};
  return `${mtimeMs} ${size}`;
}
