/** From a value to what the reader sees of it: representations by MIME type. */
import { inspect, toUSVString, types } from "node:util";
import { toBase64 } from "./base64.js";
import type { MimeBundle } from "./runtime.js";

const displayMethod = Symbol.for("Jupyter.display");
const mostCharacters = 100_000;
const mostRepresentations = 100;
const mimeType = /^[\w.+-]+\/[\w.+-]+$/;

/**
 * The value's own `[Symbol.for("Jupyter.display")]()`, and as plain text Node's `inspect`.
 *
 * @param warn told in a line of representations that are left out
 * @param report told of an error in the value's own method, which does not keep the value from being shown
 * @example
 * await bundleOf({ [Symbol.for("Jupyter.display")]: () => ({ "text/html": "<b>hi</b>" }) }, warn, report)
 */
export async function bundleOf(
  value: unknown,
  warn: (line: string) => void,
  report: (error: unknown) => void,
): Promise<MimeBundle> {
  try {
    const method = (value as { [displayMethod]?: unknown } | null)?.[displayMethod];
    const own = typeof method === "function" ? await method.call(value) : undefined;
    if (own !== null && typeof own === "object") {
      const bundle = normalise(own, warn);
      if (Object.keys(bundle).length > 0) return bundle;
    }
  } catch (error) {
    report(error);
  }
  return { "text/plain": asText(value) };
}

/**
 * Bytes as base64, text as text; JSON types as they are.
 *
 * @param warn told in a line of a representation whose name is no MIME type: it would break clients, and is left out
 * @throws TypeError when a representation is neither and cannot be written as JSON, or when they are too many
 */
export function normalise(bundle: object, warn: (line: string) => void): MimeBundle {
  const { length } = Object.keys(bundle);
  if (length > mostRepresentations) {
    throw new TypeError(
      `What is shown has ${length} representations, where there may be ${mostRepresentations}`,
    );
  }
  const entries = Object.entries(bundle).filter(([, content]) => content !== undefined);
  for (const [type] of entries) {
    if (!mimeType.test(type)) warn(`Not shown: "${type}" is not a MIME type\n`);
  }
  const shown = entries.filter(([type]) => mimeType.test(type));
  return Object.fromEntries(shown.map(([type, content]) => [type, represented(type, content)]));
}

function represented(type: string, content: unknown): unknown {
  if (ArrayBuffer.isView(content)) return toBase64(content);
  if (typeof content === "string") return toUSVString(content);
  if (!/[/+]json$/.test(type)) return String(content);
  const text = JSON.stringify(content);
  if (text === undefined) throw new TypeError(`What is shown as ${type} cannot be written as JSON`);
  return JSON.parse(text);
}

/** Never throws: getters are not called, and what throws all the same is described. */
export function asText(value: unknown): string {
  let text: string;
  try {
    text = inspect(value, { depth: 4, maxArrayLength: 100, maxStringLength: 10_000 });
  } catch (error) {
    return `[a value that cannot be shown: ${reason(error)}]`;
  }
  return shortened(text);
}

/** The beginning of a long text, and how much more there is. */
export function shortened(text: string): string {
  if (text.length <= mostCharacters) return toUSVString(text);
  const shown = toUSVString(text.slice(0, mostCharacters));
  return `${shown}… ${text.length - mostCharacters} more characters`;
}

function reason(error: unknown): string {
  return types.isNativeError(error) ? error.message : typeof error;
}

/** Promises and their like; a proxy may claim to have any method, and would never answer. */
export function isThenable(value: unknown): value is PromiseLike<unknown> {
  if (value === null || (typeof value !== "object" && typeof value !== "function")) return false;
  return !types.isProxy(value) && typeof (value as { then?: unknown }).then === "function";
}
