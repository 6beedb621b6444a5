/** The type checker as completion asks it: TypeScript looks up a type and a place in the alphabet for all that it gets. */
import ts from "./typescript.js";

/** What the language service asks of a checker for a list of names. */
interface Lists {
  getSymbolsInScope(location: ts.Node, meaning: ts.SymbolFlags): ts.Symbol[];
  isValidPropertyAccessForCompletions(node: ts.Node, type: ts.Type, property: ts.Symbol): boolean;
}

/** `program` with a checker that leaves out what tslab would not show at `position`: names without what is typed there. */
export function narrowed(program: ts.Program, file: ts.SourceFile, position: number): ts.Program {
  const typed = typedAt(file, position)?.toLowerCase();
  if (typed === undefined) return program;
  const checker = program.getTypeChecker() as ts.TypeChecker & Lists;
  const isShown = ({ name }: ts.Symbol) => name.toLowerCase().includes(typed);
  const narrow: ts.TypeChecker & Lists = {
    ...checker,
    getSymbolsInScope: (...asked) => checker.getSymbolsInScope(...asked).filter(isShown),
    isValidPropertyAccessForCompletions: (node, type, property) =>
      isShown(property) && checker.isValidPropertyAccessForCompletions(node, type, property),
  };
  return { ...program, getTypeChecker: () => narrow };
}

/** The name that the cursor is in or behind, as tslab takes it. */
function typedAt(file: ts.SourceFile, position: number): string | undefined {
  const { findPrecedingToken } = ts as unknown as {
    findPrecedingToken(position: number, file: ts.SourceFile): ts.Node | undefined;
  };
  const token = findPrecedingToken(position, file);
  return token && ts.isIdentifier(token) && token.end >= position ? String(token.escapedText) : undefined;
}
