import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { findChromium } from "../../../scripts/chromium.js";
import { openHighlighter } from "../../../scripts/handout/highlight.js";
import { writePage } from "../../../scripts/handout/page.js";
import { readNotebook } from "../../../scripts/notebook/document.js";

const fixtures = resolve(import.meta.dirname, "../../../../test/fixtures/handout");
const names = ["chapter", "hostile", "terminal", "bundles", "prose", "editions", "python"];
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const executablePath = findChromium();

/** What happened while a page was open: each must stay empty. */
interface Events {
  dialogs: string[];
  requests: string[];
  complaints: string[];
}

const suite = executablePath ? describe : describe.skip;
suite(`A handout in a browser${executablePath ? "" : " (skipped: no Chrome or Chromium on this machine)"}`, () => {
  let browser: Browser;
  let folder: string;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "handout-"));
    const highlighter = await openHighlighter();
    for (const name of names) {
      const notebook = await readNotebook(join(fixtures, name, "input.ipynb"));
      const options = { name, folder: join(fixtures, name), edition: "instructor", highlighter } as const;
      writeFileSync(join(folder, `${name}.html`), await writePage(notebook, options));
    }
    highlighter.close();
    // A browser refuses its own sandbox to root, which is who runs tests in containers.
    browser = await chromium.launch({
      executablePath,
      args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
    });
  });

  after(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function opened(
    name: string,
    options: BrowserContextOptions,
    use: (page: Page) => Promise<void>,
  ): Promise<Events> {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
    try {
      const page = await context.newPage();
      const events: Events = { dialogs: [], requests: [], complaints: [] };
      const address = pathToFileURL(join(folder, `${name}.html`)).href;
      page.on("dialog", async (dialog) => {
        events.dialogs.push(dialog.message());
        await dialog.dismiss();
      });
      page.on("request", (request) => {
        if (request.url() !== address && !request.url().startsWith("data:"))
          events.requests.push(request.url());
      });
      page.on("console", (message) => events.complaints.push(message.text()));
      page.on("pageerror", (error) => events.complaints.push(error.message));
      await page.goto(address, { waitUntil: "load" });
      for (const fold of await page.locator("summary").all()) if (await fold.isVisible()) await fold.click();
      await use(page);
      return events;
    } finally {
      await context.close();
    }
  }

  for (const name of names) {
    it(`runs, fetches and refuses nothing: ${name}`, async () => {
      const events = await opened(name, {}, async (page) => {
        await page.evaluate("scrollTo(0, document.body.scrollHeight)");
        await page.waitForLoadState("networkidle");
      });
      assert.deepEqual(events, { dialogs: [], requests: [], complaints: [] });
    });

    for (const [colorScheme, width] of [
      ["light", 1280],
      ["dark", 390],
    ] as const) {
      it(`has no accessibility violation in ${colorScheme}, ${width} pixels wide: ${name}`, async () => {
        await opened(name, { colorScheme, viewport: { width, height: 900 } }, async (page) => {
          const found = (await page.evaluate(`${axe}; axe.run(document, { iframes: false })`)) as {
            violations: { id: string; nodes: { html: string }[] }[];
            passes: unknown[];
          };
          assert.ok(found.passes.length > 10);
          assert.deepEqual(
            found.violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]),
            [],
          );
        });
      });
    }

    it(`does not scroll sideways at 390 pixels: ${name}`, async () => {
      await opened(name, { viewport: { width: 390, height: 844 } }, async (page) => {
        assert.equal(await page.evaluate("document.documentElement.scrollWidth"), 390);
      });
    });
  }

  it("shows a hostile notebook's page uncovered, to its end", async () => {
    await opened("hostile", {}, async (page) => {
      for (const text of ["A notebook by someone who does not mean well.", "The end is still here."]) {
        await page.getByText(text, { exact: true }).scrollIntoViewIfNeeded();
        const onTop = await page.evaluate(`(() => {
          const place = [...document.querySelectorAll("p")].find((p) => p.textContent === ${JSON.stringify(text)});
          const { x, y, width, height } = place.getBoundingClientRect();
          return document.elementFromPoint(x + width / 4, y + height / 2) === place;
        })()`);
        assert.ok(onTop, text);
      }
    });
  });

  it("shows a fetched page with its own look in a frame", async () => {
    await opened("chapter", {}, async (page) => {
      const [, frame] = page.frames();
      assert.equal(await frame?.locator("h1").textContent(), "It stands!");
      assert.equal(
        await frame?.evaluate("getComputedStyle(document.querySelector('main')).textAlign"),
        "center",
      );
    });
  });

  it("shows the contents beside the text, and on a phone as a fold", async () => {
    await opened("prose", {}, async (page) => {
      assert.ok(await page.locator(".contents a").first().isVisible());
    });
    const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
    const page = await context.newPage();
    await page.goto(pathToFileURL(join(folder, "prose.html")).href);
    assert.ok(!(await page.locator(".contents a").first().isVisible()));
    await context.close();
  });

  it("opens what is folded on paper", async () => {
    await opened("terminal", {}, async (page) => {
      await page.reload();
      const last = page.getByText("line 100");
      assert.ok(!(await last.isVisible()));
      await page.emulateMedia({ media: "print" });
      assert.ok(await last.isVisible());
    });
  });
});
