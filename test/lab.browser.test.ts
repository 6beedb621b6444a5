/** What a reader does first: open the chapter in JupyterLab, run it all, and make a mistake in a cell of their own. */
import assert from "node:assert/strict";
import { cp, readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, it } from "mocha";
import type { Frame, Page } from "playwright-core";
import { packageRoot } from "../scripts/places.js";
import { executablePath, Lab, until } from "./lab.js";

describe("the chapter in JupyterLab", function () {
  this.timeout(240_000);
  let lab: Lab;
  let page: Page;

  before(async function () {
    if (!executablePath) return this.skip();
    // A copy, as JupyterLab saves what it shows.
    const notebooks = join(packageRoot, "notebooks");
    lab = await Lab.start((folder) =>
      cp(notebooks, folder, { recursive: true, filter: (path) => path !== join(notebooks, "work") }),
    );
    page = lab.page;
  });

  after(() => lab?.close());

  it("runs all cells, to the welcome page of the site that it built", async () => {
    await lab.open("04-first-project.ipynb");
    await page.getByRole("menuitem", { name: "Run", exact: true }).click();
    await page.getByRole("menuitem", { name: "Run All Cells", exact: true }).click();
    // A cell that fails keeps those below it from running: the last has the number of all of them.
    const { cells } = JSON.parse(await readFile(join(lab.folder, "04-first-project.ipynb"), "utf8"));
    const codeCells = cells.filter((cell: { cell_type: string }) => cell.cell_type === "code").length;
    const number = page.locator(".jp-OutputPrompt", { hasText: `[${codeCells}]:` });
    await number.waitFor({ timeout: 200_000 });
    await until(() => anyFrameSays(page, "The install worked successfully! Congratulations!"));
    await lab.picture("chapter");
  });

  it("shows a type error with its place, its source line and what is wrong", async () => {
    await page.locator(".jp-Notebook .jp-Cell").last().click();
    await page.keyboard.press("Escape");
    await page.keyboard.press("b");
    await page.keyboard.press("Enter");
    await page.keyboard.type('const port: number = "eight thousand"');
    await page.keyboard.press("Control+Enter");
    const error = page.locator('[data-mime-type="application/vnd.jupyter.stderr"]', { hasText: "TS2322" });
    await error.waitFor({ timeout: 30_000 }).finally(() => lab.picture("type-error"));
    const text = (await error.textContent()) ?? "";
    assert.match(text, /:1:7 - error TS2322: Type 'string' is not assignable to type 'number'/);
    assert.match(text, /const port: number = "eight thousand"\n.*\^{4}/);
  });
});

/** Whether a document in the page shows `text`: previews of pages are documents of their own. */
async function anyFrameSays(page: Page, text: string): Promise<boolean> {
  const says = async (frame: Frame) => {
    // A frame that is being replaced has no text for the moment.
    const shown = await frame
      .locator("body")
      .textContent({ timeout: 2000 })
      .catch(() => "");
    return shown?.includes(text) ?? false;
  };
  const answers = await Promise.all(page.frames().map(says));
  return answers.includes(true);
}
