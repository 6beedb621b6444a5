import assert from "node:assert/strict";
import { pipAdvice } from "../../../lib/tools/pip-advice.js";

const missing = "ERROR: No matching distribution found for";
const cases: [what: string, words: string, advice: RegExp][] = [
  [
    "the network",
    `WARNING: Retrying (Retry(total=0)) after connection broken by 'NewConnectionError(...: [Errno -3] Temporary failure in name resolution')'
ERROR: Could not find a version that satisfies the requirement django (from versions: none)\n${missing} django`,
    /could not be reached/,
  ],
  [
    "the name",
    `ERROR: Could not find a version that satisfies the requirement djnago (from versions: none)\n${missing} djnago`,
    /check the spelling/,
  ],
  [
    "the version",
    `ERROR: Could not find a version that satisfies the requirement django==99 (from versions: 5.1, 5.2)\n${missing} django==99`,
    /no such version/,
  ],
  [
    "the Python",
    `ERROR: Ignored the following versions that require a different python version: 6.0 Requires-Python >=3.12
ERROR: Could not find a version that satisfies the requirement django>=6 (from versions: 5.2)\n${missing} django>=6`,
    /takes Python 3\.11\.7/,
  ],
];

describe("a failed download", () => {
  for (const [what, words, advice] of cases) {
    it(`says that it was ${what}`, () => assert.match(pipAdvice(words, ["django"], "3.11.7") ?? "", advice));
  }

  it("says nothing when pip's words tell nothing", () =>
    assert.equal(pipAdvice("Killed", ["django"], "3.11.7"), undefined));
});
