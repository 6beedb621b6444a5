/** Names of CommonJS modules that Node's import misses: it looks for them in the text, and does not run it. */
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { types } from "node:util";
import type { Import } from "./compile.js";

type Namespace = Record<string, unknown>;

const completed = new WeakMap<object, Promise<object>>();

/** Of a CommonJS module all that it exports, under the names that Node has found and the others; an ES module as it is. */
export async function withAllNames(imported: unknown, load: Import): Promise<unknown> {
  // Of a module that exports `then`, an import is whatever that resolves to.
  if (!types.isModuleNamespaceObject(imported)) return imported;
  const namespace = imported as Namespace;
  const all = completed.get(namespace) ?? complete(namespace, load);
  completed.set(namespace, all);
  return all;
}

async function complete(namespace: Namespace, load: Import): Promise<object> {
  const missed = missedNames(namespace);
  if (missed.length === 0 || !(await isCommonJs(namespace, load))) return namespace;
  const content = namespace.default as Namespace;
  const all = Object.create(null, Object.getOwnPropertyDescriptors(namespace));
  for (const name of missed) {
    const { get, value } = Object.getOwnPropertyDescriptor(content, name)!;
    // Called no sooner than asked for: a getter may load what is not needed, or say that it is out of use.
    const how = get ? { get: () => content[name] } : { value, writable: true };
    Object.defineProperty(all, name, { ...how, enumerable: true });
  }
  return all;
}

/** `then` is no such name: what is imported would be taken for a promise. */
function missedNames(namespace: Namespace): string[] {
  if (!Object.hasOwn(namespace, "default")) return [];
  const content = namespace.default;
  if (content === null || (typeof content !== "object" && typeof content !== "function")) return [];
  // A proxy's own traps would be called, and the elements of a list are no names.
  if (types.isProxy(content) || Array.isArray(content) || ArrayBuffer.isView(content)) return [];
  return Object.keys(content).filter((name) => name !== "then" && !Object.hasOwn(namespace, name));
}

/** An ES module may have the same default, as one that wraps a CommonJS module for `import`: it is another namespace. */
async function isCommonJs(namespace: Namespace, load: Import): Promise<boolean> {
  for (const module of Object.values(createRequire(__filename).cache)) {
    if (!module || module.exports !== namespace.default) continue;
    // JSON, which is kept there too, cannot be imported in this way.
    const same = load(pathToFileURL(module.filename).href).catch(() => undefined);
    if ((await same) === namespace) return true;
  }
  return false;
}
