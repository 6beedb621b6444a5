/** What cells declare for all (`declare global`): tslab forgets it with the next cell, so it is carried on here. */

import { isGlobal, namesOf } from "./declaration.js";
import ts from "./typescript.js";

/**
 * @param earlier what the cells before have declared for all
 * @param cell what it declares for all takes the place of what earlier cells have declared under the same name
 * @returns the earlier ones without these
 */
export function carriedGlobals(earlier: ts.SourceFile, cell: ts.SourceFile): string {
  const anew = new Set(globals(cell).map((one) => nameOf(one)));
  const kept = globals(earlier).filter((one) => !anew.has(nameOf(one)));
  return kept.length ? `declare global {\n${kept.map((one) => one.getText(earlier)).join("\n")}\n}\n` : "";
}

function globals(file: ts.SourceFile): ts.Statement[] {
  return file.statements.flatMap((one) =>
    isGlobal(one) && one.body && ts.isModuleBlock(one.body) ? [...one.body.statements] : [],
  );
}

const nameOf = (statement: ts.Statement) => namesOf(statement).join();
