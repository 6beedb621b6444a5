/** Secrets that are written into a project's files, kept out of what is shown of them. */
import { masked, secretName } from "../../tools/secrets.js";

/** One string of Python, JavaScript or JSON. */
const string = `[rbfu]{0,2}(?:"""[\\s\\S]*?"""|'''[\\s\\S]*?'''|"(?:[^"\\\\\\n]|\\\\.)*"|'(?:[^'\\\\\\n]|\\\\.)*')`;

/** Strings that stand one after the other are one to Python. */
const strings = `${string}(?:[ \\t\\\\\\r\\n]*${string})*`;

const name = String.raw`[\w-]*${secretName}[\w-]*`;

/** `NAME = "…"`, `"NAME": "…"`, `NAME: str = "…"`; in brackets too. */
const assigned = new RegExp(String.raw`(\b${name}["']?\]?\s*(?::\s*\w+\s*)?[:=]\s*\(?\s*)(${strings})`, "gi");

/** A list of secrets, as in `SECRET_KEY_FALLBACKS = ["…", "…"]`. */
const listed = new RegExp(
  String.raw`(\b\w*SECRET\w*["']?\s*[:=]\s*[[(]\s*)(${string}(?:[\s,]*${string})*)`,
  "gi",
);

/** What holds when the environment has no such variable: `get("NAME", "…")`. */
const fallback = new RegExp(String.raw`(\w\(\s*["']${name}["']\s*,\s*(?:default\s*=\s*)?)(${strings})`, "gi");

/** What startproject writes. */
const insecure = /django-insecure-[^'"\n]+/g;

/**
 * The text with the secrets in it replaced by `****`; it keeps its number of lines.
 */
export function maskedSource(text: string): string {
  const hide = (_: string, start: string, secret: string) => start + emptied(secret);
  const known = text.replace(insecure, "****");
  return masked([assigned, listed, fallback].reduce((kept, pattern) => kept.replace(pattern, hide), known));
}

/** Whether something in the text is a secret. */
export function hasSecret(text: string): boolean {
  return maskedSource(text) !== text;
}

function emptied(secret: string): string {
  return secret.replace(new RegExp(string, "gi"), (one) => {
    const opening = /^[rbfu]{0,2}("""|'''|"|')/i.exec(one)?.[0] ?? "";
    const quotes = opening.replace(/^[a-z]+/i, "");
    const inside = one.slice(opening.length, -quotes.length);
    return inside === "" ? one : opening + inside.replace(/[^\r\n]+/g, "****") + quotes;
  });
}
