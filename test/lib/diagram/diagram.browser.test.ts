/** What a browser makes of the drawings: where text and boxes are, in every theme and on narrow screens. */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";
import { boxes } from "../../../lib/diagram/boxes.js";
import type { Diagram } from "../../../lib/diagram/diagram.js";
import { sequenceDiagram } from "../../../lib/diagram/sequence.js";
import { treeDiagram } from "../../../lib/diagram/tree.js";
import { notebookStyles } from "../../../lib/index.js";
import { jupyterDisplay } from "../../../lib/tools/show.js";
import { findChromium } from "../../../scripts/chromium.js";
import { packageRoot } from "../../../scripts/places.js";
import { everything } from "./samples.js";

const executablePath = findChromium();
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const faults = readFileSync(join(packageRoot, "test/fixtures/diagrams/faults.js"), "utf8");
describe("diagrams in a browser", function () {
  this.timeout(120_000);
  let browser: Browser;
  let page: Page;
  let all: Record<string, Diagram>;

  before(async function () {
    if (!executablePath) return this.skip();
    all = { ...(await everything()), ...(await strange()) };
    const sandbox = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
    browser = await chromium.launch({ executablePath, args: sandbox });
    page = await browser.newPage();
  });

  after(() => browser?.close());

  for (const width of [1200, 390]) {
    it(`keep every text whole, in its box, and clear of others and of lines, ${width} pixels wide`, async () => {
      await page.setViewportSize({ width, height: 800 });
      await open(page, all);
      assert.equal(await page.locator(".drawing svg text").first().isVisible(), true);
      assert.deepEqual(await page.evaluate(faults), []);
      const widths = "[document.documentElement.scrollWidth, document.documentElement.clientWidth]";
      const [needed, there] = await page.evaluate<[number, number]>(widths);
      assert.ok(needed <= there, `the page scrolls sideways: ${needed} in ${there}`);
      await picture(page, `${width}`);
    });
  }

  it("have their names for those who listen, however often they are shown, and text to select", async () => {
    const { models } = all;
    await open(page, { models: models!, again: models! });
    assert.equal(await page.getByRole("img", { name: models!.title, exact: true }).count(), 2);
    const word = page.locator(".drawing svg text").first();
    await word.dblclick();
    const selected = await page.evaluate<string>("getSelection().toString()");
    assert.ok(selected.length > 0 && (await word.textContent())?.includes(selected.trim()), selected);
  });

  for (const colorScheme of ["light", "dark"] as const) {
    it(`are accessible (${colorScheme})`, async () => {
      await page.setViewportSize({ width: 1200, height: 800 });
      await page.emulateMedia({ media: "screen", colorScheme });
      await open(page, all);
      await page.evaluate(axe);
      const run =
        "axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes[0].html))";
      assert.deepEqual(await page.evaluate(run), []);
      await picture(page, colorScheme);
    });
  }

  it("are black on paper, and in forced colours what the reader chose", async () => {
    const ink = "getComputedStyle(document.querySelector('.drawing svg text')).fill";
    const chosen = "getComputedStyle(document.body).color";
    await page.emulateMedia({ media: "print", colorScheme: "dark" });
    await open(page, all);
    assert.equal(await page.evaluate(ink), "rgb(0, 0, 0)");
    await picture(page, "print");
    await page.emulateMedia({ media: "screen", colorScheme: "dark", forcedColors: "active" });
    assert.equal(await page.evaluate(ink), await page.evaluate(chosen));
    await picture(page, "forced");
    await page.emulateMedia({ media: null, colorScheme: null, forcedColors: null });
  });

  it("are pictures of their own, too, in the reader's colours", async () => {
    for (const [colorScheme, colour] of [
      ["light", "rgb(31, 35, 40)"],
      ["dark", "rgb(230, 237, 243)"],
    ] as const) {
      await page.emulateMedia({ media: "screen", colorScheme });
      const { svg, width } = all.models!;
      await page.goto(`data:image/svg+xml;base64,${Buffer.from(svg).toString("base64")}`);
      const root = "document.documentElement";
      const seen = `[${root}.localName, getComputedStyle(${root}).color, ${root}.getBoundingClientRect().width]`;
      assert.deepEqual(await page.evaluate(seen), ["svg", colour, width]);
    }
    await page.emulateMedia({ colorScheme: null });
    await page.goto("about:blank");
    for (const [name, { svg }] of Object.entries(all)) {
      const parsed = `new DOMParser().parseFromString(${JSON.stringify(svg)}, "image/svg+xml").querySelector("parsererror")?.textContent`;
      assert.equal(await page.evaluate(parsed), undefined, name);
    }
  });

  it("need no more of a page's policy than the library's own style", async () => {
    const refused: string[] = [];
    page.on("console", (message) => refused.push(message.text()));
    const style = String(notebookStyles).replace(/<\/?style>/g, "");
    const hash = createHash("sha256").update(style).digest("base64");
    const policy = `default-src 'none'; style-src 'sha256-${hash}'`;
    await open(page, all, `<meta http-equiv="Content-Security-Policy" content="${policy}">`);
    assert.deepEqual(refused, []);
    assert.equal(
      await page.evaluate("getComputedStyle(document.querySelector('.drawing')).overflowX"),
      "auto",
    );
  });
});

/** Inputs that ask much of a layout. */
async function strange(): Promise<Record<string, Diagram>> {
  const words = [
    "<script>alert(1)</script>",
    "ein sehr langes Wort: Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen",
    "日本語のとても長いラベルがここにあります、そしてまだ続きます",
    "שלום עולם, זה טקסט ארוך מימין לשמאל",
    "👩‍👩‍👧‍👦 family 🇨🇭 flags 🏳️‍🌈🏳️‍🌈🏳️‍🌈🏳️‍🌈🏳️‍🌈🏳️‍🌈🏳️‍🌈🏳️‍🌈",
    "Z̴̡̛͓a̷l̵g̶o̷ t̴e̸x̷t̵ with marks one over the other",
    "WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW MMMMMMMMMMMMMM",
    "two\nlines\tand a tab",
  ];
  return {
    strangeBoxes: await boxes({
      title: "Strange boxes",
      nodes: words.map((label, index) => ({
        id: `${index}`,
        label,
        kicker: label,
        lines: [label],
        group: index % 3 ? undefined : label,
      })),
      edges: words.map((label, index) => ({ from: `${index}`, to: `${(index * 3 + 1) % 8}`, label })),
    }),
    strangeTree: treeDiagram({
      title: "Strange files",
      root: words[2]!,
      entries: words.map((word) => ({ path: word.replaceAll("/", "_"), note: word })),
    }),
    longTalk: sequenceDiagram({
      title: "Many messages",
      participants: ["browser", "middleware", "view", "database"],
      messages: Array.from({ length: 64 }, (_, index) => ({
        from: ["browser", "middleware", "view", "database"][(index * 3) % 4]!,
        to: ["view", "database", "browser"][index % 3]!,
        label: `message number ${index}`,
      })),
    }),
    strangeTalk: sequenceDiagram({
      participants: words,
      messages: words.map((label, index) => ({
        from: label,
        to: words[(index * 5) % 8]!,
        label,
        detail: label,
        seconds: index,
      })),
    }),
  };
}

async function open(page: Page, all: Record<string, Diagram>, head = ""): Promise<void> {
  const shown = Object.values(all).map((diagram) => diagram[jupyterDisplay]()["text/html"]);
  const paper = head
    ? ""
    : "<style>body{background:#fdfdfb}@media screen and (prefers-color-scheme:dark){body{background:#15191a;color:#eee}}</style>";
  const scheme =
    '<meta name="color-scheme" content="light dark"><meta name="viewport" content="width=device-width">';
  await page.setContent(
    `<!doctype html><html lang="en"><head>${head}${scheme}${paper}<title>Diagrams</title></head><body><main><h1>Diagrams</h1>${shown.join("")}</main></body></html>`,
  );
}

/** Where DJLAB_PICTURES names a folder, what is seen is kept there, to be looked at. */
async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.DJLAB_PICTURES;
  if (folder) await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
}
