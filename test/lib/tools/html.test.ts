import assert from "node:assert/strict";
import { inspect } from "node:util";
import fc from "fast-check";
import sanitizeHtml from "sanitize-html";
import { CommandResult, jupyterDisplay } from "../../../lib/index.js";
import { html } from "../../../lib/tools/html.js";

describe("what the library shows", () => {
  it("escapes every value, so that a parser finds the text again", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const { source } = html`<b title="${text}">${text}</b>`;
        const seen: string[] = [];
        sanitizeHtml(source, {
          allowedTags: ["b"],
          allowedAttributes: { b: ["title"] },
          transformTags: {
            b: (tagName, attribs) => {
              seen.push(attribs.title ?? "");
              return { tagName, attribs };
            },
          },
        });
        assert.deepEqual(seen, [text]);
        assert.equal(source.match(/<\/?[a-z]/g)?.length, 2);
      }),
    );
  });

  it("brings its look along, without scripts and without anything to fetch", () => {
    const result = new CommandResult({
      variables: {},
      argv: ["echo", "<script>alert(1)</script>"],
      command: "echo '<script>alert(1)</script>'",
      folder: "",
      exitCode: 0,
      timedOut: false,
      stopped: false,
      stdout: "",
      stderr: "",
      seconds: 1,
    });
    const { "text/html": page, "text/plain": text } = result[jupyterDisplay]();
    assert.match(String(page), /^<div class="djlab"><style>/);
    assert.doesNotMatch(String(page), /<script|\son\w+=|url\(|https?:|@import/i);
    assert.equal(text, inspect(result));
  });
});
