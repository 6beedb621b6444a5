import assert from "node:assert/strict";
import {
  NetworkFailed,
  NoPip,
  NoSuchPackage,
  NoSuchVersion,
  PythonDoesNotFit,
  pipDiagnosis,
} from "../../../lib/python/pip-diagnosis.js";
import { typed } from "../../../lib/tools/quoting.js";

const missing = "ERROR: No matching distribution found for";
const cases: [what: string, words: string, type: unknown][] = [
  [
    "the network",
    `WARNING: Retrying (Retry(total=0)) after connection broken by 'NewConnectionError(...: [Errno -3] Temporary failure in name resolution')'
ERROR: Could not find a version that satisfies the requirement django (from versions: none)\n${missing} django`,
    NetworkFailed,
  ],
  [
    "the name",
    `ERROR: Could not find a version that satisfies the requirement djnago (from versions: none)\n${missing} djnago`,
    NoSuchPackage,
  ],
  [
    "the version",
    `ERROR: Could not find a version that satisfies the requirement django==99 (from versions: 5.1, 5.2)\n${missing} django==99`,
    NoSuchVersion,
  ],
  [
    "the Python",
    `ERROR: Ignored the following versions that require a different python version: 6.0 Requires-Python >=3.12
ERROR: Could not find a version that satisfies the requirement django>=6 (from versions: 5.2)\n${missing} django>=6`,
    PythonDoesNotFit,
  ],
  [
    "the version, though pip mentions others that need another Python",
    `ERROR: Ignored the following versions that require a different python version: 6.0 Requires-Python >=3.12; 6.1 Requires-Python >=3.12
ERROR: Could not find a version that satisfies the requirement django==99 (from versions: 5.1, 5.2)\n${missing} django==99`,
    NoSuchVersion,
  ],
];

describe("a failed download", () => {
  for (const [what, words, type] of cases) {
    it(`says that it was ${what}`, () => assert.equal(pipDiagnosis(words, ["django"], "3.11.7")?.type, type));
  }

  it("for want of pip says which Python is to get it", () => {
    const words = "/home/ada/my course/env/bin/python: No module named pip";
    const found = pipDiagnosis(words, ["django"], "3.11.7");
    assert.equal(found?.type, NoPip);
    assert.ok(found?.next?.includes(typed(["/home/ada/my course/env/bin/python", "-m", "ensurepip"])));
  });

  it("does not blame the Python for a version that there is not, though others take another Python", () => {
    const words = (version: string) =>
      `ERROR: Ignored the following versions that require a different python version: 6.0 Requires-Python >=3.12
ERROR: Could not find a version that satisfies the requirement django==${version} (from versions: 5.1, 5.2)\n${missing} django==${version}`;
    const type = (version: string) => pipDiagnosis(words(version), [`django==${version}`], "3.11.7")?.type;
    assert.deepEqual([type("99"), type("6.0")], [NoSuchVersion, PythonDoesNotFit]);
  });

  it("says nothing when pip's words tell nothing", () =>
    assert.equal(pipDiagnosis("Killed", ["django"], "3.11.7"), undefined));
});
