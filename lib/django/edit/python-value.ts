/** Values for a project's files, from TypeScript to Python. */

/** Python source of a value, taken as it is. */
export class PythonSource {
  constructor(readonly source: string) {}
}

/** What can stand in a settings file; objects become dicts, null becomes None. */
export type SettingValue =
  | string
  | number
  | bigint
  | boolean
  | null
  | PythonSource
  | readonly SettingValue[]
  | { readonly [key: string]: SettingValue };

/**
 * An expression of Python's, for what has no counterpart in TypeScript.
 *
 * @example await mysite.edits.set("STATIC_ROOT", pythonCode("BASE_DIR / 'staticfiles'"));
 */
export function pythonCode(source: string): PythonSource {
  return new PythonSource(source);
}

/**
 * The value as `plan.py` reads it: `{python}` for source, `{items}` for dicts.
 *
 * @throws TypeError for what Python has no literal for, as NaN and undefined
 */
export function encoded(value: SettingValue): unknown {
  if (value instanceof PythonSource) return { python: value.source };
  if (typeof value === "bigint") return { python: String(value) };
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number" && Number.isFinite(value)) return value;
  if (Array.isArray(value)) return value.map(encoded);
  if (typeof value === "object" && isPlain(value)) {
    return { items: Object.entries(value).map(([key, item]) => [key, encoded(item)]) };
  }
  throw new TypeError(`${String(value)} cannot be written in Python; pythonCode("…") takes any expression`);
}

function isPlain(value: object): value is Record<string, SettingValue> {
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
