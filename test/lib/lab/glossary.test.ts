import assert from "node:assert/strict";
import { glossary, TermUnknown } from "../../../lib/index.js";
import { jupyterDisplay } from "../../../lib/tools/show.js";

describe("the glossary", () => {
  it("has every word once, in the order of the alphabet, each with its chapter", async () => {
    const { terms, chapters } = await glossary();
    const names = terms.map(({ term }) => term);
    assert.ok(names.length > 0);
    assert.deepEqual(
      names,
      [...new Set(names)].sort((a, b) => a.localeCompare(b, "en")),
    );
    for (const { term, chapter } of terms)
      assert.ok(
        chapters.some(({ file }) => file === `${chapter}.ipynb`),
        term,
      );
  });

  it("finds a word by any of its forms, whatever its capitals", async () => {
    const { terms } = await glossary("Virtual Environments");
    assert.deepEqual(
      terms.map(({ term }) => term),
      ["virtual environment"],
    );
  });

  it("says which words there are when it has not the one asked for", async () => {
    await assert.rejects(glossary("vacuum"), (error: TermUnknown) => {
      assert.ok(error instanceof TermUnknown);
      assert.match(error.next ?? "", /virtual environment/);
      return true;
    });
  });

  it("shows meanings with links to the chapters, as text and as HTML", async () => {
    const shown = (await glossary("virtual environment"))[jupyterDisplay]();
    assert.match(shown["text/plain"] as string, /^virtual environment {2}\S/);
    assert.match(
      shown["text/html"] as string,
      /<dt><strong>virtual environment<\/strong><\/dt><dd>[^<]+ <span class="soft"><a href="0\d-[\w-]+\.ipynb">/,
    );
  });
});
