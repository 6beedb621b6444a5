/** From whatever was thrown to what the reader is told. */
import { isAbsolute, relative } from "node:path";
import { toUSVString, types } from "node:util";
import { asText } from "./display.js";
import type { CellError } from "./runtime.js";
import type { SourcePlaces } from "./source-places.js";

const red = (text: string) => `\u001b[31m${text}\u001b[39m`;
const bold = (text: string) => `\u001b[1m${text}\u001b[22m`;
const dim = (text: string) => `\u001b[2m${text}\u001b[22m`;
const cyan = (text: string) => `\u001b[36m${text}\u001b[39m`;

const frame = /^\s+at (?:(.*) \()?(.+?):(\d+):(\d+)\)?$/;
const deepestCause = 5;

export class Tracebacks {
  readonly #places: SourcePlaces;
  readonly #ownFolder: string;
  readonly #notebookFolder: string;

  /** @param folders.own frames of files in it are the kernel's and left out */
  constructor(places: SourcePlaces, folders: { own: string; notebook: string }) {
    this.#places = places;
    this.#ownFolder = folders.own;
    this.#notebookFolder = folders.notebook;
  }

  /** Never throws, whatever the getters of `thrown` do. */
  describe(thrown: unknown): CellError {
    const { name, message } = headOf(thrown);
    const next = field(thrown, "next");
    const traceback = this.#lines(thrown, deepestCause);
    if (next) traceback.push(cyan(next));
    return { name, message, traceback };
  }

  #lines(thrown: unknown, depth: number): string[] {
    const { name, message } = headOf(thrown);
    const lines = [`${red(bold(name))}${message && `: ${message}`}`, ...this.#frames(thrown)];
    if (depth === 0) return lines;
    const cause = read(thrown, "cause");
    if (cause !== undefined && cause !== null) {
      const [head, ...rest] = this.#lines(cause, depth - 1);
      lines.push(`Caused by ${head}`, ...rest);
    }
    const errors = read(thrown, "errors");
    if (Array.isArray(errors)) {
      for (const one of errors) lines.push(...this.#lines(one, depth - 1).map((line) => `  ${line}`));
    }
    return lines;
  }

  #frames(thrown: unknown): string[] {
    const lines: string[] = [];
    let isExcerptDue = true;
    for (const text of field(thrown, "stack")?.split("\n") ?? []) {
      const [, code = "", file = "", line, column] = frame.exec(text) ?? [];
      if (!file || this.#isInternal(file)) continue;
      const name = file.replace(/^async /, "");
      const known = this.#places.knows(name);
      const place = known
        ? this.#places.find(name, Number(line), Number(column))
        : { line: Number(line), column: Number(column) };
      const where = `${this.#shown(name)}${place ? `:${place.line}:${place.column}` : ""}`;
      lines.push(dim(`    at ${code ? `${code} (${where})` : where}`));
      if (!known || !place || !isExcerptDue) continue;
      const excerpt = this.#excerpt(name, place.line, place.column);
      isExcerptDue = excerpt.length === 0;
      lines.push(...excerpt);
    }
    return lines;
  }

  #excerpt(name: string, line: number, column: number): string[] {
    const text = this.#places.lineOf(name, line);
    if (!text) return [];
    const number = `${line} | `.padStart(8);
    // Tabs before the caret stay tabs, so that it stands below its character.
    const indent = text.slice(0, column - 1).replace(/[^\t]/g, " ");
    return [`${dim(number)}${text}`, `${" ".repeat(number.length)}${indent}${red("^")}`];
  }

  #isInternal(file: string): boolean {
    return /^(async )?(node:|native$|<anonymous>$)/.test(file) || file.includes(this.#ownFolder);
  }

  #shown(file: string): string {
    const path = file.replace(/^file:\/\//, "");
    if (!isAbsolute(path)) return file;
    const short = relative(this.#notebookFolder, path);
    return short.startsWith("..") ? path : short;
  }
}

function headOf(thrown: unknown): { name: string; message: string } {
  if (!types.isNativeError(thrown) && field(thrown, "stack") === undefined)
    return { name: "Thrown", message: asText(thrown) };
  return { name: field(thrown, "name") || "Error", message: field(thrown, "message") ?? "" };
}

function field(thrown: unknown, key: string): string | undefined {
  const value = read(thrown, key);
  return typeof value === "string" ? toUSVString(value) : undefined;
}

/** A property of something that may be anything; a getter that throws has nothing to say. */
function read(thrown: unknown, key: string): unknown {
  try {
    return (thrown as Record<string, unknown> | null | undefined)?.[key];
  } catch {
    return undefined;
  }
}
