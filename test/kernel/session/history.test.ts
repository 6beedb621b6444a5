import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "mocha";
import { contentOf, HistoryRequest } from "../../../kernel/messages/requests.js";
import { chosen } from "../../../kernel/session/history.js";
import { HistoryFile } from "../../../kernel/session/history-file.js";

const entries = [
  { session: 5, line: 1, code: "let a = 1" },
  { session: 5, line: 2, code: "a + 1" },
  { session: 9, line: 1, code: "let a = 1" },
  { session: 9, line: 2, code: "print(\n?)" },
  { session: 12, line: 1, code: "now" },
];
const lines = (content: object) =>
  chosen(contentOf("history_request", HistoryRequest, content), entries, 12).map(
    ({ session, line }) => `${session}:${line}`,
  );

describe("a history_request", () => {
  it("gives a range of this session, of an earlier one by its number, or counted back", () => {
    const range = (more: object) => lines({ hist_access_type: "range", ...more });
    assert.deepEqual(range({}), ["12:1"]);
    assert.deepEqual(range({ session: 5 }), ["5:1", "5:2"]);
    assert.deepEqual(range({ session: -1, start: 2 }), ["9:2"]);
    assert.deepEqual(range({ session: -2, start: 1, stop: 2 }), ["5:1"]);
    assert.deepEqual(range({ session: -3 }), []);
  });

  it("gives the last ones", () => {
    assert.deepEqual(lines({ hist_access_type: "tail", n: 2 }), ["9:2", "12:1"]);
    assert.deepEqual(lines({ hist_access_type: "tail", n: 0 }), []);
    assert.equal(lines({ hist_access_type: "tail" }).length, 5);
  });

  it("finds by a pattern of * and ?, each once when asked so", () => {
    const search = (pattern: string, more = {}) => lines({ hist_access_type: "search", pattern, ...more });
    assert.deepEqual(search("let *"), ["5:1", "9:1"]);
    assert.deepEqual(search("let *", { unique: true }), ["9:1"]);
    assert.deepEqual(search("*a*", { n: 1 }), ["9:1"]);
    assert.deepEqual(search("print(*)"), ["9:2"]);
    assert.deepEqual(search("n?w"), ["12:1"]);
    assert.deepEqual(search("o"), []);
  });
});

describe("the file of a history", () => {
  let folder: string;
  const path = () => join(folder, "state/history.jsonl");
  const open = () => new HistoryFile(path(), (line) => logged.push(line));
  const logged: string[] = [];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "djlab-history-"));
    logged.length = 0;
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("outlasts a session, is for its owner's eyes, and survives a line that was cut off", async () => {
    const first = open();
    first.add({ line: 1, code: "1\n+ 1", output: "2" });
    await first.close();
    if (process.platform !== "win32") assert.equal(statSync(path()).mode & 0o77, 0);
    writeFileSync(path(), '{"session": 1, "line"\n', { flag: "a" });
    const second = new HistoryFile(path(), () => {}, first.session + 1);
    const [entry, ...more] = (await second.entries()).filter(({ session }) => session === first.session);
    assert.deepEqual([entry?.code, entry?.output, more], ["1\n+ 1", "2", []]);
  });

  it("gives what was just added before it is written", async () => {
    const file = open();
    file.add({ line: 1, code: "a" });
    assert.deepEqual(
      (await file.entries()).map(({ code }) => code),
      ["a"],
    );
    await file.close();
  });

  it("loses its older half when it has grown too large", async () => {
    await open().close();
    const one = open();
    for (let line = 1; line <= 5; line++) one.add({ line, code: `${line}${"x".repeat(1_000_000)}` });
    await one.close();
    const next = open();
    await next.close();
    const left = readFileSync(path(), "utf8").trim().split("\n");
    assert.deepEqual(
      left.map((line) => JSON.parse(line).line),
      [4, 5],
    );
  });

  it("is that of the session when the disk takes nothing, which is said once", async () => {
    writeFileSync(join(folder, "state"), "a file where a folder should be");
    const file = open();
    for (const line of [1, 2]) file.add({ line, code: "a" });
    await file.close();
    assert.equal((await file.entries()).length, 2);
    assert.equal(logged.length, 1);
    assert.match(logged[0]!, /^history is not kept: /);
  });
});
