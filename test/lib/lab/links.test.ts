import assert from "node:assert/strict";
import { course, FurtherReading, furtherReading, jupyterDisplay } from "../../../lib/index.js";

describe("further reading", () => {
  it("names only chapters that there are, each in one group, and no address twice", async () => {
    const { groups, links } = await furtherReading();
    const known = (await course()).chapters.map(({ file }) => file.replace(".ipynb", ""));
    const named = groups.flatMap(({ chapters }) => chapters);
    assert.deepEqual([...named].sort(), [...known].sort());
    assert.equal(new Set(links.map(({ address }) => address)).size, links.length);
  });

  it("has addresses that are whole, and words about each", async () => {
    for (const { title, address, about } of (await furtherReading()).links) {
      assert.match(new URL(address).protocol, /^https?:$/);
      assert.ok(title && about, address);
    }
  });

  it("shows a link for each", () => {
    const link = { title: "A & B", address: "https://example.org/", about: "an example" };
    const small = new FurtherReading([{ name: "Group", chapters: ["01-a"], links: [link] }]);
    assert.ok(
      String(small[jupyterDisplay]()["text/html"]).includes('<a href="https://example.org/">A &amp; B</a>'),
    );
  });
});
