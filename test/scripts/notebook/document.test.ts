import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import fc from "fast-check";
import { WrongUse } from "../../../scripts/errors.js";
import {
  formatNotebook,
  type Notebook,
  parseNotebook,
  readNotebook,
  writeNotebook,
} from "../../../scripts/notebook/document.js";

const fixture = (name: string) => resolve("test/fixtures/notebooks", name);

const withOutputs: Notebook = {
  nbformat: 4,
  nbformat_minor: 5,
  metadata: { kept: { deeply: [1] } },
  cells: [
    { cell_type: "markdown", id: "a", metadata: {}, source: "one\ntwo" },
    {
      cell_type: "code",
      id: "b",
      metadata: { tags: ["x"] },
      source: "1 +\n1",
      execution_count: 3,
      outputs: [
        { output_type: "stream", name: "stdout", text: "a\nb" },
        {
          output_type: "execute_result",
          execution_count: 3,
          metadata: {},
          data: { "text/html": "<p>\n2</p>", "application/json": ["a", "b"], "image/png": "iVBORw0KGgo=" },
        },
        { output_type: "error", ename: "E", evalue: "v", traceback: ["one line\nof two", "another"] },
      ],
    },
  ],
};

describe("a notebook as a document", () => {
  it("cuts texts into lines on disk, but neither binary data, JSON nor tracebacks", () => {
    const { cells } = JSON.parse(formatNotebook(withOutputs));
    assert.deepEqual(cells[0].source, ["one\n", "two"]);
    assert.deepEqual(cells[1].outputs[0].text, ["a\n", "b"]);
    assert.deepEqual(cells[1].outputs[1].data, {
      "application/json": ["a", "b"],
      "image/png": "iVBORw0KGgo=",
      "text/html": ["<p>\n", "2</p>"],
    });
    assert.deepEqual(cells[1].outputs[2].traceback, ["one line\nof two", "another"]);
  });

  it("reads back what it wrote", () => {
    assert.deepEqual(parseNotebook(formatNotebook(withOutputs), "x"), withOutputs);
  });

  it("keeps every text, whatever its line ends", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("a", "\n", "\r", "\u2028", "é") }), (source) => {
        const nb: Notebook = { ...withOutputs, cells: [{ cell_type: "raw", metadata: {}, source }] };
        assert.equal(parseNotebook(formatNotebook(nb), "x").cells[0]?.source, source);
      }),
    );
  });

  it("leaves a notebook that Jupyter wrote byte for byte as it was", async () => {
    const text = await readFile(fixture("jupyter.ipynb"), "utf8");
    assert.equal(formatNotebook(parseNotebook(text, "jupyter.ipynb")), text);
  });

  it("is written whole, into folders that it makes, and leaves no half file", async () => {
    const folder = await mkdtemp(join(tmpdir(), "djlab-document-"));
    try {
      const file = join(folder, "new/place/nb.ipynb");
      await writeNotebook(file, withOutputs);
      assert.deepEqual(await readNotebook(file), withOutputs);
      assert.deepEqual(await readdir(join(folder, "new/place")), ["nb.ipynb"]);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it("tells a missing file from a file that is no notebook, and says where it is wrong", async () => {
    await assert.rejects(readNotebook(fixture("none.ipynb")), (error: WrongUse) => {
      assert.ok(error instanceof WrongUse);
      assert.match(error.message, /there is no notebook .*none\.ipynb/);
      return true;
    });
    await assert.rejects(
      readNotebook(fixture("old.ipynb")),
      /old\.ipynb is not a Jupyter notebook .* nbformat: /,
    );
    assert.throws(() => parseNotebook("{", "x.ipynb"), /x\.ipynb is not a Jupyter notebook/);
    const bad = { ...withOutputs, cells: [{ cell_type: "code", metadata: {}, source: "" }] };
    assert.throws(() => parseNotebook(JSON.stringify(bad), "x.ipynb"), /cells\.0\.execution_count/);
  });

  it("does not replace a notebook that it cannot write", async () => {
    const folder = await mkdtemp(join(tmpdir(), "djlab-document-"));
    try {
      await writeFile(join(folder, "file"), "");
      await assert.rejects(writeNotebook(join(folder, "file/nb.ipynb"), withOutputs));
      assert.deepEqual(await readdir(folder), ["file"]);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
