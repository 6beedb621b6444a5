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
      return { ok: false, diagnostics: parsed.parseDiagnostics.map((one) => told(one, { linesBefore: 0 })) };
    }
    const { carried, others } = carriedGlobals(parse(declarations), parsed);
    const result = this.#converter.convert(others + carried, withoutExports(parsed));
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
    const { candidates, original, start, end } = this.#converter.complete(declarations, code, cursor);
    const kinds = new Map(original?.entries.map(({ name, kind }) => [name, kind as string]));
    return { matches: candidates.map((text) => ({ text, type: kinds.get(text) ?? "" })), start, end };
  }

  inspect({ code, declarations }: Source, cursor: number): Inspection | undefined {
    const info = this.#converter.inspect(declarations, code, cursor);
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

/** Everything at the top of a cell is visible to later cells, so a pasted `export` is blanked out. */
function withoutExports(cell: ts.SourceFile): string {
  const words = cell.statements
    .flatMap((statement) => (ts.canHaveModifiers(statement) ? (ts.getModifiers(statement) ?? []) : []))
    .filter(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
  return words.reduce(
    (text, { end }) =>
      `${text.slice(0, end - "export".length)}${" ".repeat("export".length)}${text.slice(end)}`,
    cell.text,
  );
}
