/** What the type checker finds in cells and in the files that they import. */
import { relative } from "node:path";
import type { Diagnostic } from "./engine.js";
import ts from "./typescript.js";

/** A package without types may be imported: a notebook is no place to write declarations for it. */
const untypedPackage = 7016;

/**
 * The findings in `files`: those of the parser or, when the code can be read, those of the checker.
 * What declaration emit may find on top is of no interest to a reader.
 */
export function ofFiles(program: ts.Program, files: readonly ts.SourceFile[]): ts.Diagnostic[] {
  const unreadable = files.flatMap((file) => program.getSyntacticDiagnostics(file));
  const found =
    unreadable.length > 0 ? unreadable : files.flatMap((file) => program.getSemanticDiagnostics(file));
  return found.filter(({ code }) => code !== untypedPackage);
}

/**
 * A finding in the engine's form.
 * @param place the file's name for the reader (none for the cell itself) and the lines put before its text
 */
export function told(finding: ts.Diagnostic, place: { file?: string; linesBefore: number }): Diagnostic {
  const file = finding.file!;
  const start = file.getLineAndCharacterOfPosition(finding.start!);
  const next = nextStep(finding);
  const end = file.getLineAndCharacterOfPosition(finding.start! + finding.length!);
  return {
    code: finding.code,
    message: withoutOptions(ts.flattenDiagnosticMessageText(finding.messageText, "\n")),
    ...(place.file !== undefined && { file: place.file }),
    line: start.line + 1 - place.linesBefore,
    column: start.character + 1,
    endLine: end.line + 1 - place.linesBefore,
    endColumn: end.character + 1,
    sourceLine: file.text.split(/\r?\n/)[start.line] ?? "",
    ...(next !== undefined && { next }),
  };
}

/** The place of what is found in a file of the reader's. */
export function placeIn({ fileName }: ts.SourceFile): { file: string; linesBefore: number } {
  return { file: relative(process.cwd(), fileName).replaceAll("\\", "/"), linesBefore: 0 };
}

/** TypeScript advises to change compiler options, which say here what the running Node has. */
function withoutOptions(message: string): string {
  return message
    .replace(
      / Do you need to change your target library\? Try .*'dom'\.$/,
      " Only browsers have it; cells run in Node.",
    )
    .replace(
      / Do you need to change your target library\? Try .* or later\.$/,
      ` A newer Node has it; this one is ${process.version}.`,
    );
}

/** TypeScript's number for "Cannot find module '…' or its corresponding type declarations." */
const missingModule = 2307;

function nextStep({ code, file, start, length }: ts.Diagnostic): string | undefined {
  if (code !== missingModule) return undefined;
  const specifier = file!.text.slice(start! + 1, start! + length! - 1);
  const name = /^(@[\w.-]+\/)?\w[\w.-]*(?=\/|$)/.exec(specifier)?.[0];
  return name && `npm install ${name}`;
}
