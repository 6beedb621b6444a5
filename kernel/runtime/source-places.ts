/** Where a place in the JavaScript that runs lies in the TypeScript that the reader wrote. */
import { readFileSync } from "node:fs";
import { SourceMap } from "node:module";
import { importedNames } from "./imported-names.js";

const comment = /\n\/\/# sourceMappingURL=data:application\/json;(?:charset=utf-8;)?base64,([\w+/=]+)\s*$/;

/** Lines and columns from 1. */
interface SourcePlace {
  line: number;
  column: number;
}

interface Known {
  /** As typed; undefined for a file, whose lines are on the disk. */
  code?: string;
  javascript: string;
  map?: SourceMap;
}

export class SourcePlaces {
  readonly #known = new Map<string, Known>();

  /** @param name how the code is called in stack traces */
  remember(name: string, javascript: string, code?: string): void {
    this.#known.set(name, { code, javascript });
  }

  knows(name: string): boolean {
    return this.#known.has(name);
  }

  /** @returns undefined when the code came without a source map: no place is better than a wrong one */
  find(name: string, line: number, column: number): SourcePlace | undefined {
    const known = this.#known.get(name);
    if (!known) return undefined;
    const base64 = known.map ? undefined : comment.exec(known.javascript)?.[1];
    if (base64) known.map = new SourceMap(JSON.parse(Buffer.from(base64, "base64").toString()));
    const entry = known.map?.findEntry(line - 1, column - 1);
    if (!entry || !("originalLine" in entry)) return undefined;
    const place = { line: entry.originalLine + 1, column: entry.originalColumn + 1 };
    return { ...place, column: startOfCall(this.lineOf(name, place.line) ?? "", place.column) };
  }

  /** The reader's names for what `name` imports. */
  importedNames(name: string): Map<string, string> {
    const own = this.#known.get(name);
    if (!own) return new Map();
    // Of a cell: it may use what earlier ones have imported.
    const cells = own.code === undefined ? [] : [...this.#known.values()].reverse();
    const codes = [own.code ?? textOf(name), ...cells.map(({ code = "" }) => code)];
    return importedNames(own.javascript, codes);
  }

  lineOf(name: string, line: number): string | undefined {
    return this.#known.get(name)?.code?.split(/\r?\n/)[line - 1];
  }
}

/** @returns nothing of a file that is gone */
function textOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

/** A call of a cell's own function runs as `(0, exports.f)()`, which is placed at the bracket: moved to the name. */
function startOfCall(line: string, column: number): number {
  return line[column - 1] === "(" ? 1 + line.slice(0, column - 1).search(/[\p{ID_Continue}$]*$/u) : column;
}
