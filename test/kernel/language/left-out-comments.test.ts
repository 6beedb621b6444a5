import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "mocha";
import { withComments, withoutComments } from "../../../kernel/language/left-out-comments.js";

describe("the comments of installed declarations", () => {
  const folder = mkdtempSync(join(tmpdir(), "djlab-comments-"));
  after(() => rmSync(folder, { recursive: true }));

  const path = join(folder, "a.d.ts");
  const text = [
    "// Of no interest.",
    "/** Says “hello” to https://example.org. */",
    'declare const url: "https://example.org/*", other: \'// "\', third: `/** */`;',
    "/* Of none either. */ interface A { /** A number. */ a: number }",
    "",
  ].join("\n");
  writeFileSync(path, text);

  it("are taken out, and nothing that only looks like one", () => {
    const kept = withoutComments(text, path);
    assert.ok(kept.includes('"https://example.org/*", other: \'// "\', third: `/** */`;'), kept);
    assert.doesNotMatch(kept, /interest|either|hello|A number/);
    assert.equal(kept.split("\n").length, text.split("\n").length);
  });

  it("are read again where they document something", () => {
    const whole = withComments(withoutComments(text, path));
    assert.match(whole, /^\/\*\* Says “hello” to https:\/\/example\.org\. \*\/$/m);
    assert.match(whole, /interface A \{ \/\*\* A number\. \*\/ a: number \}/);
  });

  it("are nothing once the file is gone", () => {
    const kept = withoutComments("/** Gone. */ declare const a: 1;", join(folder, "gone.d.ts"));
    assert.equal(withComments(kept), " declare const a: 1;");
  });
});
