import assert from "node:assert/strict";
import { jupyterDisplay, Page } from "../../../lib/index.js";
import { readable } from "../../../lib/web/readable.js";
import { sandboxed } from "../../../lib/web/sandbox.js";

const hostile = `<!DOCTYPE html><html><head><title>A &amp; B</title><script>alert(1)</script></head>
<body onload="alert(2)"><h1>Hello,   you</h1><p>1 &lt; 2<!-- no --><br>caf&#233; &#x26; "x"</p></body></html>`;

const page = new Page({
  url: "http://127.0.0.1:8000/",
  status: 200,
  statusText: "OK",
  headers: [["Content-Type", "text/html"]],
  body: hostile,
});

describe("a page", () => {
  it("reads as its text, a line a paragraph", () => {
    assert.equal(readable(hostile), 'Hello, you\n1 < 2\ncafé & "x"');
  });

  it("is previewed in a frame that runs nothing", () => {
    const shown = String(page[jupyterDisplay]()["text/html"]);
    assert.match(shown, /<iframe sandbox="" srcdoc="/);
    assert.match(shown, /title="Page: A &amp; B"/);
    // The page's own markup is inside an attribute: outside of it there is no script and no handler.
    assert.doesNotMatch(shown.replace(/srcdoc="[^"]*"/, ""), /<script|onload=/);
  });

  it("gets its rule against loading before anything it could load, and keeps its doctype first", () => {
    const document = sandboxed(hostile);
    assert.match(
      document,
      /^<!DOCTYPE html><meta http-equiv="Content-Security-Policy" content="default-src 'none'/,
    );
    assert.match(sandboxed("<p>x"), /^<!doctype html><meta/);
  });

  it("that is not HTML is shown as text", () => {
    const json = new Page({ ...page, headers: [["content-type", "application/json"]], body: '{"a": "<b>"}' });
    const shown = String(json[jupyterDisplay]()["text/html"]);
    assert.match(shown, /<pre>{&quot;a&quot;: &quot;&lt;b&gt;&quot;}<\/pre>/);
    assert.doesNotMatch(shown, /<iframe/);
  });
});
