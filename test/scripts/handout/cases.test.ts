/**
 * Each folder of test/fixtures/handout is a case: `input.ipynb`, and the page it must become for an edition. The
 * style is left out of the pages there, so that a new look changes none of them. On a mismatch the page as it is
 * now is left beside them, as `EDITION.changed.html`: rename it when the change is right.
 */
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Edition } from "../../../scripts/handout/cells.js";
import { type Highlighter, openHighlighter } from "../../../scripts/handout/highlight.js";
import { writePage } from "../../../scripts/handout/page.js";
import { readNotebook } from "../../../scripts/notebook/document.js";

const fixtures = resolve(import.meta.dirname, "../../../../test/fixtures/handout");

describe("A handout's page, case by case", () => {
  let highlighter: Highlighter;
  before(async () => {
    highlighter = await openHighlighter();
  });
  after(() => highlighter.close());

  for (const name of readdirSync(fixtures)) {
    const folder = join(fixtures, name);
    for (const edition of ["student", "instructor"] satisfies Edition[]) {
      const expected = join(folder, `${edition}.html`);
      if (!existsSync(expected)) continue;
      it(`${name}, for the ${edition}`, async () => {
        const notebook = await readNotebook(join(folder, "input.ipynb"));
        const page = unstyled(await writePage(notebook, { name, folder, edition, highlighter }));
        const changed = join(folder, `${edition}.changed.html`);
        rmSync(changed, { force: true });
        if (page === readFileSync(expected, "utf8")) return;
        writeFileSync(changed, page);
        assert.equal(page, readFileSync(expected, "utf8"), `see ${name}/${edition}.changed.html`);
      });
    }
  }
});

/** The page without its own style and without the hash of that; those of frames stay. */
function unstyled(page: string): string {
  return page.replace(/'sha256-[^']+'/, "'sha256-…'").replace(/<style>[\s\S]*?<\/style>/, "<style></style>");
}
