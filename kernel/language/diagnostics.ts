/** What the type checker finds in cells and in the files that they import. */
import { relative } from "node:path";
import type { Diagnostic, RelatedInformation } from "./engine.js";
import { isMissingInNode, missingInNode, stepToModule } from "./missing-modules.js";
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

/** What a reader knows a file by. */
export interface Place {
  /** None for the cell itself. */
  file?: string;
  /** The lines put before its text. */
  linesBefore: number;
  /** Its text as the reader has it, where that differs, line by line of the same length. */
  code?: string;
}

/**
 * A finding in the engine's form.
 * @param placeOf nothing for a file that is not the reader's
 */
export function told(
  finding: ts.Diagnostic,
  placeOf: (file: ts.SourceFile) => Place | undefined,
): Diagnostic {
  const file = finding.file!;
  const place = placeOf(file) ?? placeIn(file);
  const start = file.getLineAndCharacterOfPosition(finding.start!);
  const end = file.getLineAndCharacterOfPosition(finding.start! + finding.length!);
  const line = start.line + 1 - place.linesBefore;
  const next = nextStep(finding);
  const related = relatedTo(finding, placeOf);
  return {
    code: finding.code,
    message: messageOf(finding),
    ...(place.file !== undefined && { file: place.file }),
    line,
    column: start.character + 1,
    endLine: end.line + 1 - place.linesBefore,
    endColumn: end.character + 1,
    sourceLine: lineOf(file, start.line, place),
    ...(next !== undefined && { next }),
    ...(related.length > 0 && { related }),
  };
}

function lineOf({ text }: ts.SourceFile, line: number, { code, linesBefore }: Place): string {
  const lines = (code ?? text).split(/\r?\n/);
  return lines[code === undefined ? line : line - linesBefore] ?? "";
}

/** More would hide the finding that they belong to. */
const mostRelated = 3;

function relatedTo(
  { relatedInformation = [], file, start }: ts.Diagnostic,
  placeOf: (file: ts.SourceFile) => Place | undefined,
): RelatedInformation[] {
  const found = relatedInformation.flatMap((one): RelatedInformation[] => {
    const message = shortened(one);
    const place = one.file && placeOf(one.file);
    // "'a' is declared here." says nothing without the place.
    if (!place) return /\b(?:here|this (?:index )?signature)\.$/.test(message) ? [] : [{ message }];
    if (one.file === file && one.start === start) return [{ message }];
    const at = one.file!.getLineAndCharacterOfPosition(one.start!);
    const line = at.line + 1 - place.linesBefore;
    return [
      { message, ...(place.file !== undefined && { file: place.file }), line, column: at.character + 1 },
    ];
  });
  return found.slice(0, mostRelated);
}

/** The place of what is found in a file of the reader's. */
export function placeIn({ fileName }: ts.SourceFile): { file: string; linesBefore: number } {
  return { file: relative(process.cwd(), fileName).replaceAll("\\", "/"), linesBefore: 0 };
}

const shortened = ({ messageText }: ts.DiagnosticRelatedInformation) =>
  withoutInternals(ts.flattenDiagnosticMessageText(messageText, "\n"));

function messageOf(finding: ts.Diagnostic): string {
  const message = shortened(finding);
  const missing = missingModuleOf(finding);
  if (missing !== undefined && isMissingInNode(missing)) return missingInNode(missing);
  return finding.code === wrongOption ? withFewValues(message) : withoutOptions(message);
}

/** A cell's types are told apart by the file that they are in, which the reader knows nothing of. */
const withoutInternals = (message: string) => message.replace(/import\("[^"]*\/__(?:tslab|prev)__"\)\./g, "");

/** TypeScript's number for "Argument for '…' option must be: …" */
const wrongOption = 6046;

/** TypeScript names each of the hundred values of `lib`: `es2024`, and then its parts, such as `es2024.object`. */
function withFewValues(message: string): string {
  const [before, values = ""] = message.split(" must be: ");
  const all = values.match(/'[^']*'/g) ?? [];
  const whole = all.filter((value) => !value.includes("."));
  return whole.length < all.length ? `${before} must be: ${whole.join(", ")}, …` : message;
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

/** TypeScript's numbers for a module that is not found: with a name, for its effects, and one of Node's. */
const missingModules = new Set([2307, 2882, 2591]);
/** TypeScript's number for "Cannot use JSX unless the '--jsx' flag is provided." */
export const jsxIsOff = 17004;

function missingModuleOf({ code, file, start, length }: ts.Diagnostic): string | undefined {
  if (!missingModules.has(code)) return undefined;
  return /^(["'])(.*)\1$/.exec(file!.text.slice(start!, start! + length!))?.[2];
}

function nextStep(finding: ts.Diagnostic): string | undefined {
  if (finding.code === jsxIsOff)
    return 'To turn JSX on, write into tsconfig.json: { "compilerOptions": { "jsx": "react" } }';
  const missing = missingModuleOf(finding);
  return missing === undefined ? undefined : stepToModule(missing, finding.file!.fileName);
}
