/**
 * The engine: tslab's converter, which type-checks a cell against the declarations of those before it, lets
 * a later cell declare a name again, and finds the cell's last expression.
 * It works in the process's current folder, and only as part of the bundle (see bridge.cts).
 */
import { relative } from "node:path";
import { type Converter, createConverter, isCompleteCode } from "tslab/dist/converter.js";
import ts from "typescript";
import { ofFiles, told } from "./diagnostics.js";
import { functionBody } from "./emit.js";
import type {
  Completeness,
  Completions,
  ConvertedCell,
  Inspection,
  LocalModule,
  RejectedCell,
  Source,
} from "./engine.js";
import { carriedGlobals } from "./global-declarations.js";
import { type CellProgram, created } from "./program.js";

/** tslab puts `export {};` before a cell, on a line of its own. */
const linesBeforeCell = 1;

export class TslabEngine {
  readonly #converter: Converter;
  readonly #cells: CellProgram;

  constructor() {
    this.#converter = createConverter();
    this.#cells = created.pop()!;
  }

  convert({ code, declarations }: Source): ConvertedCell | RejectedCell {
    const parsed = parse(code);
    // tslab writes a line after the cell; what the parser finds is told before, so that it points into the cell.
    if (parsed.parseDiagnostics.length > 0) {
      const findings = parsed.parseDiagnostics.toSorted((a, b) => a.start! - b.start!);
      return { ok: false, diagnostics: findings.map((one) => told(one, { linesBefore: 0 })) };
    }
    const { carried, others } = this.#withGlobals(declarations, parsed);
    const result = this.#converter.convert(others, withoutExports(parsed));
    const { program, cell, resolution } = this.#cells;
    const files = this.#cells.localFiles();
    const findings = ofFiles(program, [cell, ...files]);
    if (findings.length > 0) {
      return { ok: false, diagnostics: findings.map((one) => told(one, this.#place(one.file!))) };
    }
    const {
      output = "",
      declOutput = "",
      lastExpressionVar: lastExpression = this.#cells.lastExpression,
    } = result;
    return {
      ok: true,
      ...functionBody(output, this.#cells.cellMap, { linesBefore: linesBeforeCell, liveExports: false }),
      ...(lastExpression !== undefined && { lastExpression }),
      declarations: declOutput + carried,
      modules: files.map((file) => this.#localModule(file)),
      imports: resolution.localImports(cell.fileName),
    };
  }

  complete({ code, declarations }: Source, cursor: number): Completions {
    const { others } = this.#withGlobals(declarations);
    const { candidates, original, start, end } = this.#converter.complete(others, code, cursor);
    const kinds = new Map(original?.entries.map(({ name, kind }) => [name, kind as string]));
    return { matches: candidates.map((text) => ({ text, type: kinds.get(text) ?? "" })), start, end };
  }

  inspect({ code, declarations }: Source, cursor: number): Inspection | undefined {
    const info = this.#converter.inspect(this.#withGlobals(declarations).others, code, cursor);
    if (!info?.displayParts) return undefined;
    const tags = (info.tags ?? []).map(({ name, text }) =>
      `*@${name}* ${ts.displayPartsToString(text)}`.trim(),
    );
    return {
      signature: ts.displayPartsToString(info.displayParts),
      documentation: [ts.displayPartsToString(info.documentation), ...tags].filter(Boolean).join("\n\n"),
    };
  }

  isComplete(code: string): Completeness {
    const { completed, indent = "" } = isCompleteCode(code);
    if (!completed) return { status: "incomplete", indent };
    const findings = parse(code).parseDiagnostics;
    // tslab asks for more after a missing bracket only.
    if (findings.some((finding) => finding.code === unterminatedTemplate)) {
      return { status: "incomplete", indent: "" };
    }
    return { status: findings.length > 0 ? "invalid" : "complete" };
  }

  /** What earlier cells have declared for all is no variable of theirs: it goes into a file of its own. */
  #withGlobals(declarations: string, cell?: ts.SourceFile): { carried: string; others: string } {
    const parts = declarations.includes("declare global")
      ? carriedGlobals(parse(declarations), cell)
      : { carried: "", others: declarations };
    this.#cells.globals = parts.carried;
    return parts;
  }

  #place(file: ts.SourceFile): { file?: string; linesBefore: number } {
    if (file === this.#cells.cell) return { linesBefore: linesBeforeCell };
    return { file: relative(process.cwd(), file.fileName).replaceAll("\\", "/"), linesBefore: 0 };
  }

  #localModule(file: ts.SourceFile): LocalModule {
    let text = "";
    let map = "";
    this.#cells.program.emit(file, (name, content) => {
      if (name.endsWith(".map")) map = content;
      else if (!/\.d\.[cm]?ts$/.test(name)) text = content;
    });
    const { javascript } = functionBody(text, map, { linesBefore: 0, liveExports: true });
    return { path: file.fileName, javascript, imports: this.#cells.resolution.localImports(file.fileName) };
  }
}

/** TypeScript's number for "Unterminated template literal." */
const unterminatedTemplate = 1160;

type ParsedFile = ts.SourceFile & { parseDiagnostics: ts.Diagnostic[] };

/** The cell as a module, so that `await` is a keyword at its top. */
function parse(code: string): ParsedFile {
  const options: ts.CreateSourceFileOptions = {
    languageVersion: ts.ScriptTarget.Latest,
    setExternalModuleIndicator: (file) => {
      (file as { externalModuleIndicator?: unknown }).externalModuleIndicator = true;
    },
  };
  return ts.createSourceFile("cell.ts", code, options) as ParsedFile;
}

/**
 * Everything at the top of a cell is visible to later cells, so a pasted `export` is blanked out, and what is
 * exported from another module becomes an import. The text keeps its length.
 */
function withoutExports(cell: ts.SourceFile): string {
  const put = (text: string, { start, end }: { start: number; end: number }, word: string) =>
    `${text.slice(0, start)}${word.padEnd(end - start)}${text.slice(end)}`;
  return cell.statements.reduce((text, statement) => {
    const start = statement.getStart(cell);
    if (ts.isExportDeclaration(statement) && statement.moduleSpecifier && statement.exportClause) {
      return put(text, { start, end: start + "export".length }, "import");
    }
    if (ts.isExportAssignment(statement) && !statement.isExportEquals) {
      return put(text, { start, end: statement.expression.getStart(cell) }, "");
    }
    const words = (ts.canHaveModifiers(statement) ? (ts.getModifiers(statement) ?? []) : []).filter(
      ({ kind }) => kind === ts.SyntaxKind.ExportKeyword || kind === ts.SyntaxKind.DefaultKeyword,
    );
    return words.reduce((done, word) => put(done, { start: word.getStart(cell), end: word.end }, ""), text);
  }, cell.text);
}
