/**
 * The contract of the language: what the kernel asks of TypeScript and what it gets.
 * An engine is stateless: each question carries the declarations of the cells before it.
 * It knows nothing of Jupyter's protocol.
 */

/** Code as the reader typed it, and what the cells before it declared (the text of a `.d.ts`). */
export interface Source {
  code: string;
  declarations: string;
}

/** A finding of the type checker or of the parser. Lines and columns count from 1, columns in UTF-16 units. */
export interface Diagnostic {
  /** TypeScript's number, for instance 2322. */
  code: number;
  message: string;
  /** Path relative to the notebook's folder, when the finding is not in the cell but in a file it imports. */
  file?: string;
  line: number;
  column: number;
  endLine: number;
  endColumn: number;
  /** The text of line `line`, without its line end. */
  sourceLine: string;
  /** What to do next, where that is known. */
  next?: string;
  /** What TypeScript says besides, such as where the other one of two declarations is. */
  related?: RelatedInformation[];
}

/** Without a place where it lies in no file of the reader's, or where the finding itself is. */
export interface RelatedInformation {
  message: string;
  /** As that of a finding. */
  file?: string;
  line?: number;
  column?: number;
}

/** A file of the reader's that a cell imports, as runnable JavaScript. */
export interface LocalModule {
  /** Absolute path of the source file, with forward slashes. */
  path: string;
  javascript: string;
  /** Node loads it itself, as it is CommonJS or JSON; `javascript` only tells one version of it from another. */
  isNodes?: boolean;
  /** What its relative imports mean: specifier as written → path of another local module. */
  imports: Record<string, string>;
}

/** A cell ready to run: the body of a function of the parameters in runtime/compile.ts. */
export interface ConvertedCell {
  ok: true;
  javascript: string;
  /** The body awaits: it is the body of an async function. */
  async: boolean;
  /** The name under which the body leaves its last expression's value in `exports`, when it ends in one. */
  lastExpression?: string;
  /** The names that it declares. */
  declares: string[];
  /** The declarations to hand in with the next cell. */
  declarations: string;
  /** The same if this one fails, where that differs from what was handed in: it may have set a variable of another type. */
  declarationsIfFailed?: string;
  /** Every local file that the cell reaches by imports, and `imports` of the cell itself. */
  modules: LocalModule[];
  imports: Record<string, string>;
}

export interface RejectedCell {
  ok: false;
  diagnostics: Diagnostic[];
  /** The names that it would declare, as far as it can be read. */
  declares: string[];
}

export interface Completions {
  matches: { text: string; type: string }[];
  /** The span that a match replaces, in UTF-16 units of `code`. */
  start: number;
  end: number;
}

export interface Inspection {
  /** The signature, as TypeScript code. */
  signature: string;
  /** The documentation comment, as Markdown; empty when there is none. */
  documentation: string;
  /** How it is declared: as typed where a cell or a file of the reader's does so. Only when asked for in detail. */
  source?: string;
}

export type Completeness =
  | { status: "complete" | "invalid" | "unknown" }
  | { status: "incomplete"; indent: string };

export interface Engine {
  convert(source: Source): Promise<ConvertedCell | RejectedCell>;
  /** `cursor`: offset into `code` in UTF-16 units. */
  complete(source: Source, cursor: number): Promise<Completions>;
  /** `detail`: the source is asked for too; `cells` is the code of earlier cells. */
  inspect(source: Source, cursor: number, detail?: { cells: string[] }): Promise<Inspection | undefined>;
  isComplete(code: string): Promise<Completeness>;
  /** Ends the process behind it; questions still open are rejected. */
  close(): Promise<void>;
}
