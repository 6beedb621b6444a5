/** A cell as TypeScript's parser has it, before anything is known of its types. */
import ts from "./typescript.js";

export type ParsedFile = ts.SourceFile & { parseDiagnostics: ts.Diagnostic[] };

/** The cell as a module, so that `await` is a keyword at its top. */
export function parsedCell(code: string, kind = ts.ScriptKind.TS): ParsedFile {
  const options: ts.CreateSourceFileOptions = {
    languageVersion: ts.ScriptTarget.Latest,
    setExternalModuleIndicator: (file) => {
      (file as { externalModuleIndicator?: unknown }).externalModuleIndicator = true;
    },
  };
  return ts.createSourceFile("cell.ts", code, options, false, kind) as ParsedFile;
}
