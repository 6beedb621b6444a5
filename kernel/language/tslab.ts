/**
 * The engine: tslab's converter, which type-checks a cell against the declarations of those before it, lets
 * a later cell declare a name again, and finds the cell's last expression.
 * It works in the process's current folder, and only as part of the bundle (see bridge.cts).
 */
import { createHash } from "node:crypto";
import { type Converter, createConverter, isCompleteCode } from "tslab/dist/converter.js";
import type { Declaration } from "./declaration.js";
import { ofFiles, type Place, placeIn, told } from "./diagnostics.js";
import { asMarkdown } from "./documentation-text.js";
import { EarlierDeclarations, textOf } from "./earlier-declarations.js";
import { type CellBody, cellBody, lastStatement, moduleBody } from "./emit.js";
import type {
  Completeness,
  Completions,
  ConvertedCell,
  Diagnostic,
  Inspection,
  LocalModule,
  RejectedCell,
  Source,
} from "./engine.js";
import { furtherDeclarations } from "./further-declarations.js";
import { carriedGlobals } from "./global-declarations.js";
import { type InstalledFiles, isReadersFile } from "./installed-files.js";
import { declaredIn, localNames } from "./locals.js";
import { namesFromOutside, outsideNames } from "./outside-declarations.js";
import { parsedCell } from "./parsed-cell.js";
import { withoutExports } from "./pasted-exports.js";
import { type CellProgram, making } from "./program.js";
import { symbolAt } from "./services.js";
import { lastTyped, sourceOf } from "./source-text.js";
import { withinString } from "./string-completions.js";
import ts from "./typescript.js";
import { unreadable } from "./unreadable-cell.js";

/** tslab puts `export {};` before a cell, on a line of its own. */
const linesBeforeCell = 1;

export class TslabEngine {
  readonly #converter: Converter;
  readonly #cells: CellProgram;
  readonly #kind: ts.ScriptKind;
  /** Names that a cell uses without saying so: JSX becomes calls of them. */
  readonly #unsaid: string;
  #recent: EarlierDeclarations[] = [];

  /** @param options of the folder that the process is in */
  constructor(options: ts.CompilerOptions, installed: InstalledFiles) {
    this.#kind = options.jsx === undefined ? ts.ScriptKind.TS : ts.ScriptKind.TSX;
    const { jsxFactory = "React", jsxFragmentFactory = "" } = options;
    this.#unsaid = options.jsx === ts.JsxEmit.React ? ` ${jsxFactory} ${jsxFragmentFactory}` : "";
    Object.assign(making, { options, installed });
    this.#converter = createConverter();
    this.#cells = making.made!;
  }

  convert({ code, declarations }: Source): ConvertedCell | RejectedCell {
    const parsed = parsedCell(code, this.#kind);
    const rejected = (diagnostics: Diagnostic[]): RejectedCell => {
      // What it exports from elsewhere counts as imported.
      const text = withoutExports(parsed, () => true);
      return { ok: false, diagnostics, declares: declaredIn(parsedCell(text, this.#kind)) };
    };
    // tslab writes a line after the cell; what the parser finds is told before, so that it points into the cell.
    if (parsed.parseDiagnostics.length > 0) return rejected(unreadable(parsed, this.#kind));
    const earlier = this.#earlier(declarations);
    const globals = earlier.globals && carriedGlobals(parsedCell(earlier.globals), parsed);
    this.#cells.globals = globals;
    const reachable = earlier.reachableFrom(code + this.#unsaid);
    const result = this.#converter.convert(
      textOf(reachable),
      withoutExports(parsed, (name) => declaredIn(parsed).includes(name) || earlier.declares(name)),
    );
    const { program, cell, resolution } = this.#cells;
    const body = result.output === undefined ? undefined : this.#body(result.output, reachable);
    const files = this.#cells.localFiles(Object.values(body?.importedAgain ?? {}));
    const findings = [
      ...ofFiles(program, [cell, ...files.filter((file) => !isNodes(file))]),
      ...this.#cells.goneImports(),
    ];
    if (!body || findings.length > 0) {
      return rejected(findings.map((one) => told(one, (file) => this.#place(file, code))));
    }
    const { importedAgain, ...runnable } = body;
    return {
      ok: true,
      ...runnable,
      ...this.#declarationsAfter(earlier, parsed, { declared: result.declOutput ?? "", globals }),
      modules: files.map((file) => this.#localModule(file)),
      imports: { ...importedAgain, ...resolution.localImports(cell.fileName) },
    };
  }

  /** @param text the cell as TypeScript has emitted it */
  #body(text: string, reachable: Declaration[]): CellBody {
    const outside = outsideNames(reachable);
    const last = lastStatement(this.#cells.cell.statements);
    return cellBody(
      { text, map: this.#cells.cellMap },
      {
        linesBefore: linesBeforeCell,
        hasValue: last !== undefined && ts.isExpressionStatement(last),
        earlier: (name) => (outside.has(name) ? undefined : this.#cells.earlierValue(name)),
      },
    );
  }

  /** @param declared what TypeScript and tslab say is declared now, of what they were handed */
  #declarationsAfter(
    earlier: EarlierDeclarations,
    parsed: ts.SourceFile,
    { declared, globals }: { declared: string; globals: string },
  ): Pick<ConvertedCell, "declares" | "declarations" | "declarationsIfFailed"> {
    const { cell, program } = this.#cells;
    const further = furtherDeclarations(cell, program.getTypeChecker());
    const names = new Set([...localNames(cell), ...further.names]);
    const outside = namesFromOutside(parsed, earlier.locals);
    const now = earlier.after({ names, left: declared + further.text, globals, outside });
    const declarationsIfFailed = earlier.ifFailed(now, names);
    this.#recent = [earlier, now];
    return {
      declares: [...names],
      declarations: now.text,
      ...(declarationsIfFailed !== undefined && { declarationsIfFailed }),
    };
  }

  complete({ code: whole, declarations }: Source, cursor: number): Completions {
    const others = this.#allLocals(declarations);
    // Taken out, as tslab looks for what fits all of a name, also what of it stands after the cursor.
    const rest = /^[\p{ID_Continue}$]*/u.exec(whole.slice(cursor))![0];
    const code = whole.slice(0, cursor) + whole.slice(cursor + rest.length);
    const { candidates, original, start, end } = this.#converter.complete(others, code, cursor);
    const inString = withinString(parsedCell(whole, this.#kind), cursor, original?.entries ?? []);
    if (inString) return inString;
    const kinds = new Map(original?.entries.map(({ name, kind }) => [name, kind as string]));
    const matches = candidates.map((text) => ({ text, type: kinds.get(text) ?? "" }));
    return { matches, start, end: end + rest.length };
  }

  inspect(
    { code, declarations }: Source,
    cursor: number,
    detail?: { cells: string[] },
  ): Inspection | undefined {
    const info = this.#converter.inspect(this.#allLocals(declarations), code, cursor);
    if (!info?.displayParts) return undefined;
    const source = detail && this.#source(cursor, detail.cells);
    return {
      signature: ts.displayPartsToString(info.displayParts),
      documentation: asMarkdown(info),
      ...(source !== undefined && { source }),
    };
  }

  /** Of what stands at an offset of the cell that is looked at. */
  #source(cursor: number, cells: string[]): string | undefined {
    const { cell, program } = this.#cells;
    const symbol = symbolAt(cell, program.getTypeChecker(), cursor + cell.text.indexOf("\n") + 1);
    // tslab puts the earlier declarations in this place.
    const declarations = cell.parent as ts.Node;
    const asTyped = (name: string, file: ts.SourceFile) =>
      file === declarations
        ? lastTyped(
            name,
            cells.filter((code) => code.includes(name)).map((code) => parsedCell(code, this.#kind)),
          )
        : undefined;
    return symbol && sourceOf(symbol, asTyped);
  }

  isComplete(code: string): Completeness {
    // Empty lines at the end do not make whole what is begun.
    const { completed, indent = "" } = isCompleteCode(code.trimEnd());
    if (!completed) return { status: "incomplete", indent };
    const findings = parsedCell(code, this.#kind).parseDiagnostics;
    // tslab asks for more after a missing bracket only.
    if (findings.some((finding) => finding.code === unterminatedTemplate)) {
      return { status: "incomplete", indent: "" };
    }
    return { status: findings.length > 0 ? "invalid" : "complete" };
  }

  /** Does ahead, while nothing is asked, what the next question needs whatever it is. */
  prepare(): void {
    this.#cells.prepare();
  }

  /** As long as all is well, what comes in is what went out last. */
  #earlier(text: string): EarlierDeclarations {
    return this.#recent.find((one) => one.text === text) ?? EarlierDeclarations.read(text);
  }

  /** An editor's question may be about any of them. What is declared for all goes into a file of its own. */
  #allLocals(declarations: string): string {
    const earlier = this.#earlier(declarations);
    this.#cells.globals = earlier.globals;
    return textOf(earlier.locals);
  }

  /** @param code the cell as typed */
  #place(file: ts.SourceFile, code: string): Place | undefined {
    const { cell } = this.#cells;
    if (file === cell) return { linesBefore: linesBeforeCell, code };
    // What earlier cells declare, and the kernel itself, lies on no disk.
    const isReaders = isReadersFile(file.fileName) && ts.sys.fileExists(file.fileName);
    return isReaders ? placeIn(file) : undefined;
  }

  #localModule(file: ts.SourceFile): LocalModule {
    const imports = this.#cells.resolution.localImports(file.fileName);
    if (isNodes(file)) {
      const version = createHash("sha1").update(file.text).digest("hex");
      return { path: file.fileName, javascript: version, isNodes: true, imports };
    }
    let text = "";
    let map = "";
    this.#cells.program.emit(file, (name, content) => {
      if (name.endsWith(".map")) map = content;
      else if (!/\.d\.[cm]?ts$/.test(name)) text = content;
    });
    // A script may begin with `#!`, the body of a function may not.
    const code = text.replace(/^#!.*/, "");
    const { javascript } = moduleBody({ text: code, map });
    return { path: file.fileName, javascript, imports };
  }
}

/** Whether Node loads a file itself, as `require` does. */
function isNodes(file: ts.SourceFile): boolean {
  if (/\.(?:json|cjs)$/.test(file.fileName)) return true;
  const { commonJsModuleIndicator, externalModuleIndicator } = file as ts.SourceFile & {
    commonJsModuleIndicator?: ts.Node;
    /** The first import or export; `true` for a file that has none. */
    externalModuleIndicator?: ts.Node | true;
  };
  return commonJsModuleIndicator !== undefined && externalModuleIndicator === true;
}

/** TypeScript's number for "Unterminated template literal." */
const unterminatedTemplate = 1160;
