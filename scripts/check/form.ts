/** How a chapter is built: its format, its cells' ids, roles and lengths. */
import { eachCell, eachChapter } from "./finding.js";

/** Lines that a cell of code may have: what a reader who knows no TypeScript can follow. */
export const mostLines = 10;
/** Characters of a line that a reader sees: what a wide window shows beside the list of files. */
const widest = 140;
/** Words that a cell of prose may have: one idea. */
const mostWords = 150;

export const roles = ["setup", "run", "claim", "predict", "exercise", "solution", "teacher", "recap"];

export const committed = eachCell(({ outputs, executionCount }) => [
  ...(outputs > 0 ? ["it was committed with outputs: clear them"] : []),
  ...(executionCount !== null ? ["it was committed with an execution count: clear the outputs"] : []),
]);

export const ids = eachChapter(({ cells }) => {
  const seen = new Set<string>();
  return cells.flatMap(({ id, source }, index) => {
    const again = seen.has(id);
    seen.add(id);
    const where = `cell ${index + 1} (${source.slice(0, 30).split("\n")[0]}…)`;
    if (id === "") return [{ what: `${where} has no id` }];
    if (!/^[a-z][a-z0-9-]*$/.test(id))
      return [{ cell: id, what: "its id does not say what it is: lower-case words with hyphens" }];
    return again ? [{ cell: id, what: "another cell has its id, too" }] : [];
  });
});

export const lengths = eachCell(({ kind, source, hidden }) => {
  if (kind !== "code") {
    const words = source.match(/\p{L}[\p{L}'’]*/gu)?.length ?? 0;
    return words > mostWords ? [`${words} words: one idea a cell, ${mostWords} at most`] : [];
  }
  const lines = source.split("\n");
  return [
    ...(lines.length > mostLines ? [`${lines.length} lines of code: ${mostLines} at most`] : []),
    ...lines
      .filter((line) => !hidden && line.length > widest)
      .map((line) => `a line of ${line.length} characters: ${widest} at most`),
  ];
});

export const order = eachChapter(({ name, cells }) => {
  const code = cells.filter(({ kind }) => kind === "code");
  const [first] = code;
  const last = code.at(-1);
  if (!first || !last) return [];
  return [
    ...(first.role === "setup" && first.source.includes(`chapter("${name}")`)
      ? []
      : [{ cell: first.id, what: `the first cell of code opens the chapter: await chapter("${name}")` }]),
    ...(last.role === "recap" ? [] : [{ cell: last.id, what: "the last cell of code is a recap" }]),
    ...code
      .filter(({ role }) => !roles.includes(role ?? ""))
      .map(({ id, role }) => ({
        cell: id,
        what: `its role is ${role ?? "missing"}: one of ${roles.join(", ")}`,
      })),
    ...(cells.some(({ exercise }) => exercise) ? [] : [{ what: "it ends without an exercise" }]),
  ];
});
