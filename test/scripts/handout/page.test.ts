import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { join, resolve } from "node:path";
import type { Edition } from "../../../scripts/handout/cells.js";
import { type Highlighter, openHighlighter } from "../../../scripts/handout/highlight.js";
import { writePage } from "../../../scripts/handout/page.js";
import { parseNotebook, readNotebook } from "../../../scripts/notebook/document.js";

const fixtures = resolve(import.meta.dirname, "../../../../test/fixtures/handout");

describe("A handout's page", () => {
  let highlighter: Highlighter;
  before(async () => {
    highlighter = await openHighlighter();
  });
  after(() => highlighter.close());

  async function pageOf(name: string, edition: Edition = "student"): Promise<string> {
    const folder = join(fixtures, name);
    return writePage(await readNotebook(join(folder, "input.ipynb")), { name, folder, edition, highlighter });
  }

  it("is the same text for the same notebook", async () => {
    assert.equal(await pageOf("chapter"), await pageOf("chapter"));
  });

  it("has no style attribute and no event handler, and names its style in its policy", async () => {
    for (const name of ["chapter", "hostile", "prose"]) {
      const page = await pageOf(name);
      const tags = page.match(/<[a-z][^>]*>/gi) ?? [];
      assert.deepEqual(
        tags.filter((tag) => /\s(style|on\w+)\s*=/i.test(tag.replace(/"[^"]*"/g, '""'))),
        [],
      );
      const style = /<style>([\s\S]*?)<\/style>/.exec(page)![1]!;
      const hash = createHash("sha256").update(style).digest("base64");
      assert.ok(page.includes(`style-src 'sha256-${hash}'`));
    }
  });

  it("has nothing of a solution in a student's bytes, and marks it in the instructor's", async () => {
    const student = await pageOf("editions");
    for (const secret of ["secret", "42", "the answer", "solution", "ten minutes"]) {
      assert.ok(!student.slice(student.indexOf("<body>")).toLowerCase().includes(secret), secret);
    }
    assert.match(await pageOf("editions", "instructor"), /<p class="role">Solution<\/p>/);
  });

  it("numbers cells alike in both editions", async () => {
    const numberOf = (page: string) => /id="(cell-\d+)"[^\n]*after/.exec(page)?.[1];
    assert.equal(numberOf(await pageOf("editions")), "cell-3");
    assert.equal(numberOf(await pageOf("editions", "instructor")), "cell-3");
  });

  it("is called after its file when it has no heading", async () => {
    const empty = parseNotebook('{"nbformat":4,"nbformat_minor":5,"metadata":{},"cells":[]}', "empty.ipynb");
    const page = await writePage(empty, { name: "an & b", folder: ".", edition: "student", highlighter });
    assert.match(page, /<title>an &amp; b<\/title>/);
    assert.match(page, /<h1>an &amp; b<\/h1>/);
  });
});
