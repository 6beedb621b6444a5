/** What a reader does first: open the chapter in JupyterLab, run it all, and make a mistake in a cell of their own. */
import assert from "node:assert/strict";
import { cp, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, chromium, type Frame, type Page } from "playwright-core";
import { findChromium } from "../scripts/chromium.js";
import { type JupyterServer, startServer } from "../scripts/jupyter/server.js";
import { packageRoot } from "../scripts/places.js";

const executablePath = findChromium();

describe("the chapter in JupyterLab", function () {
  this.timeout(240_000);
  let server: JupyterServer;
  let browser: Browser;
  let page: Page;
  let folder: string;

  before(async function () {
    if (!executablePath) return this.skip();
    // A copy, as JupyterLab saves what it shows.
    folder = await mkdtemp(join(tmpdir(), "djlab-browser-"));
    const notebooks = join(packageRoot, "notebooks");
    await cp(notebooks, folder, { recursive: true, filter: (path) => path !== join(notebooks, "work") });
    const args = ["--no-browser", "--port=0"];
    server = await startServer({ kind: "lab", root: packageRoot, folder, args });
    browser = await chromium.launch({
      executablePath,
      args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
    });
    page = await browser.newPage({ viewport: { width: 1300, height: 1000 } });
  });

  after(async () => {
    await browser?.close();
    await server?.stop();
    if (folder) await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  });

  it("runs all cells, to the welcome page of the site that it built", async () => {
    await page.goto(`${server.baseUrl}lab/tree/04-first-project.ipynb?token=${server.token}&reset`);
    await page.locator(".jp-Notebook .jp-CodeCell").first().waitFor({ timeout: 60_000 });
    // Before a kernel is connected, JupyterLab drops what it is told to run.
    await until(async () => (await kernel(server)).connections > 0 && (await kernel(server)).idle);
    await page.getByRole("menuitem", { name: "Run", exact: true }).click();
    await page.getByRole("menuitem", { name: "Run All Cells", exact: true }).click();
    // A cell that fails keeps those below it from running: the last has the number of all of them.
    const { cells } = JSON.parse(await readFile(join(folder, "04-first-project.ipynb"), "utf8"));
    const codeCells = cells.filter((cell: { cell_type: string }) => cell.cell_type === "code").length;
    const number = page.locator(".jp-OutputPrompt", { hasText: `[${codeCells}]:` });
    await number.waitFor({ timeout: 200_000 });
    await until(() => anyFrameSays(page, "The install worked successfully! Congratulations!"));
    await picture(page, "chapter");
  });

  it("shows a type error with its place, its source line and what is wrong", async () => {
    await page.locator(".jp-Notebook .jp-Cell").last().click();
    await page.keyboard.press("Escape");
    await page.keyboard.press("b");
    await page.keyboard.press("Enter");
    await page.keyboard.type('const port: number = "eight thousand"');
    await page.keyboard.press("Control+Enter");
    const error = page.locator('[data-mime-type="application/vnd.jupyter.stderr"]', { hasText: "TS2322" });
    await error.waitFor({ timeout: 30_000 }).finally(() => picture(page, "type-error"));
    const text = (await error.textContent()) ?? "";
    assert.match(text, /:1:7 - error TS2322: Type 'string' is not assignable to type 'number'/);
    assert.match(text, /const port: number = "eight thousand"\n.*\^{4}/);
  });
});

/** Where DJLAB_PICTURES names a folder, what the browser shows is kept there, to be looked at. */
async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.DJLAB_PICTURES;
  if (folder) await page.screenshot({ path: join(folder, `${name}.png`) });
}

async function kernel({ baseUrl, token }: JupyterServer): Promise<{ connections: number; idle: boolean }> {
  const reply = await fetch(`${baseUrl}api/kernels?token=${token}`).catch(() => undefined);
  // While it starts a kernel, the server may refuse a question, or drop the connection: asked again.
  if (!reply?.ok) return { connections: 0, idle: false };
  const [only] = (await reply.json()) as { connections: number; execution_state: string }[];
  return { connections: only?.connections ?? 0, idle: only?.execution_state === "idle" };
}

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

/** Asks again and again until `condition` holds; Mocha's timeout is the bound. */
async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 200));
}
