/** From whatever was thrown to what the reader is told. */
import { isAbsolute, relative } from "node:path";
import { toUSVString, types } from "node:util";
import { bold, dim, excerpt } from "../excerpt.js";
import { asText, shortened } from "./display.js";
import type { CellError } from "./runtime.js";
import type { SourcePlaces } from "./source-places.js";
import { placeOfSyntaxError } from "./syntax-errors.js";

const frame = /^ {4}at (?:(.+?) \((.+)\)|(?:async )?(.+))$/;
/** Written by stacks.ts. */
const repetition = /^ {4}… \d+ more like this$/;
const location = /^(.+?)(:\d+:\d+)?$/;
const deepestCause = 5;
/** Of an error that is made of many, so many are told, and of all of them together so many lines. */
const mostErrors = 20;
const mostLines = 500;
/** A stack begins with the message, which may be long, and its frames come last. */
const longestStack = 100_000;

export class Tracebacks {
  readonly #places: SourcePlaces;
  readonly #notebookFolder: string;

  constructor(places: SourcePlaces, notebookFolder: string) {
    this.#places = places;
    this.#notebookFolder = notebookFolder;
  }

  /** Never throws, whatever the getters of `thrown` do. */
  describe(thrown: unknown): CellError {
    const { name, message } = headOf(thrown);
    const next = field(thrown, "next");
    const traceback = this.#lines(thrown, new Set());
    if (traceback.length > mostLines) {
      traceback.push(dim(`… ${traceback.splice(mostLines).length} more lines`));
    }
    if (next) traceback.push(bold(next));
    return { name, message, traceback };
  }

  /** @param above the errors that this one is told of with: each is told once, as they may go in a circle */
  #lines(thrown: unknown, above: Set<unknown>): string[] {
    const { name, message } = headOf(thrown);
    const lines = [`${bold(name)}${message && `: ${message}`}`, ...this.#frames(thrown)];
    if (above.size === deepestCause) return lines;
    const shown = new Set(above).add(thrown);
    const tell = (how: string, one: unknown) => {
      if (one === undefined || one === null || shown.has(one)) return;
      const [head, ...rest] = this.#lines(one, shown);
      lines.push(`${how} ${head}`, ...rest);
    };
    tell("Caused by", read(thrown, "cause"));
    // A `using` whose disposal has failed when the block had failed already.
    if (name === "SuppressedError") {
      tell("Failed in disposal:", read(thrown, "error"));
      tell("Failed before:", read(thrown, "suppressed"));
    }
    const errors = read(thrown, "errors");
    // A proxy of an array may claim any length.
    if (!types.isProxy(errors) && Array.isArray(errors)) {
      for (let i = 0; i < Math.min(errors.length, mostErrors); i++) {
        const one = read(errors, i);
        if (!shown.has(one)) lines.push(...this.#lines(one, shown).map((line) => `  ${line}`));
      }
      if (errors.length > mostErrors) lines.push(dim(`  … ${errors.length - mostErrors} more errors`));
    }
    return lines;
  }

  #frames(thrown: unknown): string[] {
    const lines: string[] = [];
    // Who says what to do next has said enough of a library's insides.
    const isToldWhole = field(thrown, "next") === undefined;
    let isExcerptDue = true;
    let isShown = false;
    const unreadable = placeOfSyntaxError(thrown);
    if (unreadable && !this.#places.knows(unreadable.file)) {
      const { file, line, column, source } = unreadable;
      lines.push(dim(`    at ${this.#shown(file)}:${line}:${column}`));
      const at = { line, column, endColumn: column + 1 };
      lines.push(...excerpt(source, at).map((one) => `    ${one}`));
      isExcerptDue = false;
    }
    const stack = read(thrown, "stack");
    const framesOfStack =
      typeof stack === "string" ? toUSVString(stack.slice(-longestStack)).split("\n") : [];
    for (const text of framesOfStack) {
      if (isShown && repetition.test(text)) lines.push(dim(text));
      const [, code, within, alone = ""] = frame.exec(text) ?? [];
      const [, file = "", place = ""] = location.exec(within ?? alone) ?? [];
      const isReaders = this.#places.knows(file);
      // Node's own come with the text that a worker thread's error brings along.
      isShown = isReaders || (place !== "" && isToldWhole && !file.startsWith("node:"));
      if (!isShown) continue;
      const where = `${this.#shown(file)}${place}`;
      lines.push(dim(`    at ${code ? `${code} (${where})` : where}`));
      if (!isReaders || !place || !isExcerptDue) continue;
      const [line, column] = place.slice(1).split(":").map(Number) as [number, number];
      const source = this.#places.lineOf(file, line);
      if (!source) continue;
      lines.push(...excerpt(source, { line, column, endColumn: column + 1 }).map((one) => `    ${one}`));
      isExcerptDue = false;
    }
    return lines;
  }

  #shown(file: string): string {
    const path = file.replace(/^file:\/\//, "");
    if (!isAbsolute(path)) return file;
    const short = relative(this.#notebookFolder, path);
    return short.startsWith("..") ? path : short;
  }
}

function headOf(thrown: unknown): { name: string; message: string } {
  // First, as it is the making of the stack that puts the reader's own names into the message.
  const stack = field(thrown, "stack");
  if (!types.isNativeError(thrown) && stack === undefined) return { name: "Thrown", message: asText(thrown) };
  return { name: field(thrown, "name") || "Error", message: field(thrown, "message") ?? "" };
}

function field(thrown: unknown, key: string): string | undefined {
  const value = read(thrown, key);
  return typeof value === "string" ? shortened(value) : undefined;
}

/** A property of something that may be anything; a getter that throws has nothing to say. */
function read(thrown: unknown, key: string | number): unknown {
  try {
    return (thrown as Record<string | number, unknown> | null | undefined)?.[key];
  } catch {
    return undefined;
  }
}
