/** Claims that could not fail, and answers that were not seen: both would prove nothing. */
import { callsOf, cannotFail, isLiteral, literal, writtenConstants } from "./code.js";
import { eachChapter } from "./finding.js";

export const claims = eachChapter(({ cells }) => {
  const code = cells.filter(({ kind }) => kind === "code");
  const constants = writtenConstants(code.map(({ source }) => source));
  return code.flatMap(({ id, source }) =>
    callsOf(source, ["claim"]).flatMap(({ arguments: [sentence, check] }) => {
      const why = cannotFail(check, constants);
      return why ? [{ cell: id, what: `the claim "${literal(sentence)}" cannot fail: ${why}` }] : [];
    }),
  );
});

export const predictions = eachChapter(({ cells }) => {
  const code = cells.filter(({ kind }) => kind === "code");
  const answered = new Set(code.flatMap(({ source }) => callsOf(source, ["answer"]).map(({ on }) => on)));
  return code.flatMap(({ id, source }) => {
    const guess = /(?:const|let) (\w+) = predict\(/.exec(source)?.[1];
    return [
      ...(source.includes("predict(") && !(guess && answered.has(guess))
        ? [{ cell: id, what: "its question is never answered" }]
        : []),
      ...callsOf(source, ["answer"])
        .filter(({ arguments: [choice] }) => isLiteral(choice))
        .map(({ on }) => ({
          cell: id,
          what: `the answer of ${on} is written, not found: let what was seen choose it`,
        })),
    ];
  });
});
