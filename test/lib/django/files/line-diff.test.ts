import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { FileDiff } from "../../../../lib/django/files/file-diff.js";
import { applied, hunks, linesOf, reversed, splices } from "../../../../lib/django/files/line-diff.js";

/** Few different lines, so that many are the same; some end as on Windows, and the last may not end. */
const line = fc.constantFrom("a", "b", "c", "", "  d", "ä", "\r", "-e", "+f", "@@");
const text = fc
  .tuple(fc.array(line, { maxLength: 30 }), fc.boolean())
  .map(([lines, ends]) => lines.join("\n") + (ends && lines.length > 0 ? "\n" : ""));

describe("a diff of lines", () => {
  it("leads from the old text to the new one, and back", () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        const changes = splices(before, after);
        assert.equal(applied(before, changes), after);
        assert.equal(applied(after, reversed(changes)), before);
      }),
      { numRuns: 500 },
    );
  });

  it("says nothing of equal texts", () => {
    assert.deepEqual(splices("a\nb", "a\nb"), []);
    assert.deepEqual(hunks([], 2), []);
  });

  it("numbers lines as they are in each text, every changed line once", () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        const [old, now] = [linesOf(before), linesOf(after)];
        const rows = hunks(splices(before, after), old.length).flatMap((hunk) => hunk.rows);
        for (const row of rows.filter(({ kind }) => kind === "same")) {
          assert.equal(old[row.oldLine! - 1], now[row.newLine! - 1]);
        }
        const seen = rows.map(({ oldLine, newLine }) => `${oldLine} ${newLine}`);
        assert.equal(new Set(seen).size, seen.length);
      }),
    );
  });

  it("is a patch that git itself applies", () => {
    const folder = mkdtempSync(join(tmpdir(), "djlab-patch-"));
    try {
      fc.assert(
        fc.property(text, text, (before, after) => {
          fc.pre(before !== after && before !== "" && after !== "");
          writeFileSync(join(folder, "a.txt"), before);
          const { patch } = new FileDiff({ path: "a.txt", before, after });
          const argv = ["-c", "core.autocrlf=false", "apply", "--whitespace=nowarn", "-"];
          execFileSync("git", argv, { cwd: folder, input: `${patch}\n`, stdio: ["pipe", "ignore", "pipe"] });
          assert.equal(readFileSync(join(folder, "a.txt"), "utf8"), after);
        }),
        { numRuns: 40 },
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("of texts with thousands of changes is found as well", () => {
    const many = (word: string) => Array.from({ length: 5000 }, (_, index) => `${word}${index}\n`).join("");
    assert.equal(applied(many("a"), splices(many("a"), many("b"))), many("b"));
  });
});
