/** A small widget in JupyterLab, by comms alone: a page that draws what a cell sends, and tells it of clicks. */
import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, it } from "mocha";
import { executablePath, Lab } from "./lab.js";

const cell = `import { comms } from "tslab";
const bars = comms.open("bars", { colour: "teal" }, { buffers: [new Uint8Array([30, 60, 90])] });
bars.onMessage(({ bar }, { buffers: [heights] }) => {
  heights![bar]! += 40;
  bars.send({}, { buffers: [heights!] });
});
comms.register("double", (comm) =>
  comm.onMessage(({ text }, { buffers: [numbers] }) => {
    comm.send({ text: text + text }, { buffers: [new Float64Array(numbers!.buffer).map((one) => 2 * one)] });
  }),
);`;

/** What an extension of JupyterLab would do: a front end for the target "bars". */
const pageSide = `
  window.kernel = jupyterapp.shell.currentWidget.sessionContext.session.kernel;
  kernel.registerCommTarget("bars", (comm, { content, buffers }) => {
    const box = document.createElement("div");
    box.style = "position: fixed; z-index: 9; right: 40px; bottom: 60px; display: flex; gap: 8px; align-items: end";
    document.body.append(box);
    const draw = (heights) => box.replaceChildren(...Array.from(heights, (height, bar) => {
      const one = document.createElement("button");
      one.className = "bar";
      one.style = "border: none; width: 40px; background: " + content.data.colour + "; height: " + height + "px";
      one.onclick = () => comm.send({ bar }, {}, [heights]);
      return one;
    }));
    const bytes = ([view]) => new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
    comm.onMsg = (message) => draw(bytes(message.buffers));
    draw(bytes(buffers));
  });
`;

const askForDouble = `new Promise((answer) => {
  const comm = kernel.createComm("double");
  comm.onMsg = ({ content, buffers: [view] }) => {
    const numbers = [0, 8].map((at) => view.getFloat64(at, true));
    answer({ text: content.data.text, numbers });
  };
  comm.open();
  comm.send({ text: "ab" }, {}, [new Float64Array([1.5, -2])]);
})`;

describe("a cell and the page of JupyterLab", function () {
  this.timeout(120_000);
  let lab: Lab;

  before(async function () {
    if (!executablePath) return this.skip();
    lab = await Lab.start(
      (folder) => writeFile(join(folder, "widget.ipynb"), notebook(cell)),
      ["--expose-app-in-browser"],
    );
    await lab.open("widget.ipynb");
    await lab.page.evaluate(pageSide);
    await lab.page.locator(".jp-Notebook .jp-CodeCell").first().click();
    await lab.page.keyboard.press("Shift+Enter");
  });
  after(() => lab?.close());

  it("draw and click together, over a comm that the cell opens", async () => {
    const bars = lab.page.locator(".bar");
    const heights = () =>
      bars.evaluateAll((all) => all.map((one) => (one as { style?: { height: string } }).style?.height));
    await bars
      .nth(2)
      .waitFor()
      .finally(() => lab.picture("bars"));
    assert.deepEqual(await heights(), ["30px", "60px", "90px"]);
    await bars.first().click();
    await lab.page.locator(".bar[style*='70px']").waitFor();
    await bars.nth(1).click();
    await lab.page
      .locator(".bar[style*='100px']")
      .waitFor()
      .finally(() => lab.picture("bars-clicked"));
    assert.deepEqual(await heights(), ["70px", "100px", "90px"]);
  });

  it("exchange data and bytes over a comm that the page opens", async () => {
    assert.deepEqual(await lab.page.evaluate(askForDouble), { text: "abab", numbers: [3, -4] });
  });
});

function notebook(source: string): string {
  const kernelspec = { name: "djlab", display_name: "TypeScript (djlab)", language: "typescript" };
  const code = { cell_type: "code", id: "code", source, outputs: [], execution_count: null, metadata: {} };
  return JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: { kernelspec }, cells: [code] });
}
