import assert from "node:assert/strict";
import type { Notebook, Output } from "../../../scripts/notebook/document.js";
import { withFoldersNamed } from "../../../scripts/notebook/paths.js";

const names = { "/": "no name", "/home/ada": "~", "/home/ada/course": "course", "C:\\Users\\Ada": "~" };

function named(output: Output): Output | undefined {
  const cell = { metadata: {}, source: "/home/ada" };
  const notebook: Notebook = {
    nbformat: 4,
    nbformat_minor: 5,
    metadata: {},
    cells: [{ ...cell, cell_type: "code", execution_count: 1, outputs: [output] }],
  };
  const [changed] = withFoldersNamed(notebook, names).cells;
  assert.equal(changed?.source, "/home/ada", "the source stays");
  assert.deepEqual(notebook.cells[0]?.cell_type === "code" && notebook.cells[0].outputs, [output]);
  return changed?.cell_type === "code" ? changed.outputs[0] : undefined;
}
const printed = (text: string) => {
  const output = named({ output_type: "stream", name: "stdout", text });
  return output?.output_type === "stream" ? output.text : undefined;
};

describe("paths of this machine", () => {
  it("get other names, the nearest folder's, where a folder's name begins and ends", () => {
    assert.equal(printed("in /home/ada/course/env, '/home/ada'"), "in course/env, '~'");
    assert.equal(
      printed("/home/adam /home/ada-2 /mnt/home/ada / x"),
      "/home/adam /home/ada-2 /mnt/home/ada / x",
    );
    assert.equal(printed("at file:///home/ada/course/a.js:1:2"), "at file://course/a.js:1:2");
  });

  it("get them in every spelling of Windows", () => {
    assert.equal(printed("C:\\Users\\Ada\\env"), "~\\env");
    assert.equal(printed("'C:\\\\Users\\\\Ada\\\\env'"), "'~\\\\env'");
    assert.equal(printed("C:/Users/Ada/env"), "~/env");
  });

  it("get them in tracebacks, markup and data, but pictures stay as they are", () => {
    assert.deepEqual(
      named({ output_type: "error", ename: "E", evalue: "/home/ada", traceback: ["/home/ada/x"] }),
      {
        output_type: "error",
        ename: "E",
        evalue: "~",
        traceback: ["~/x"],
      },
    );
    const data = {
      "text/html": "<b>/home/ada</b>",
      "application/json": [{ a: "/home/ada" }],
      "image/png": "/home/ada",
    };
    assert.deepEqual(named({ output_type: "display_data", metadata: {}, data }), {
      output_type: "display_data",
      metadata: {},
      data: { "text/html": "<b>~</b>", "application/json": [{ a: "~" }], "image/png": "/home/ada" },
    });
  });
});
