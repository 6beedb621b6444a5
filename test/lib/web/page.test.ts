import assert from "node:assert/strict";
import { jupyterDisplay, Page } from "../../../lib/index.js";
import { readable } from "../../../lib/web/readable.js";
import { sandboxed } from "../../../lib/web/sandbox.js";

const hostile = `<!DOCTYPE html><html><head><title>A &amp; B</title><script>alert(1)</script></head>
<body onload="alert(2)"><h1>Hello,   you</h1><p>1 &lt; 2<!-- no --><br>caf&#233; &#x26; "x"</p></body></html>`;

const facts = {
  url: "http://127.0.0.1:8000/",
  status: 200,
  statusText: "OK",
  headers: [["Content-Type", "text/html"]] as [string, string][],
  body: hostile,
};
const page = new Page(facts);

describe("a page", () => {
  it("reads as its text, a line a paragraph", () => {
    assert.equal(readable(hostile), 'Hello, you\n1 < 2\ncafé & "x"');
    assert.equal(
      readable("<p>Home &rsaquo; a&nbsp;b &#x1F600; &unheard; 1 < 2"),
      "Home › a b 😀 &unheard; 1 < 2",
    );
  });

  it("is previewed in a frame that runs nothing", () => {
    const shown = String(page[jupyterDisplay]()["text/html"]);
    assert.match(shown, /<iframe sandbox="" srcdoc="/);
    assert.match(shown, /title="Page: A &amp; B"/);
    // The page's own markup is inside an attribute: outside of it there is no script and no handler.
    assert.doesNotMatch(shown.replace(/srcdoc="[^"]*"/, ""), /<script|onload=/);
  });

  it("gets a low frame when it has a few words only", () => {
    const frameOf = (body: string) =>
      /<iframe[^>]*height="(\d+)"/.exec(
        String(new Page({ ...facts, body })[jupyterDisplay]()["text/html"]),
      )?.[1];
    assert.equal(frameOf("All our books"), "96");
    assert.equal(frameOf("<h1>All our books</h1>"), "384");
  });

  it("gets its rule against loading before anything it could load, and keeps its doctype first", () => {
    const document = sandboxed(hostile);
    assert.match(
      document,
      /^<!DOCTYPE html><meta http-equiv="Content-Security-Policy" content="default-src 'none'/,
    );
    assert.match(sandboxed("<p>x"), /^<!doctype html><meta/);
  });

  it("whose style sheet is not fetched has small drawings stay small; one with its own style is left as it is", () => {
    const drawing = '<svg class="icon"><use xlink:href="#sun"/></svg>';
    assert.match(
      sandboxed(`<link href="/static/base.css" rel="stylesheet">${drawing}`),
      /svg:not\(\[width]\)\)\{width:1em/,
    );
    assert.doesNotMatch(sandboxed(`<style>svg{width:9em}</style>${drawing}`), /1em/);
  });

  it("that is not HTML is shown as text", () => {
    const json = new Page({ ...page, headers: [["content-type", "application/json"]], body: '{"a": "<b>"}' });
    const shown = String(json[jupyterDisplay]()["text/html"]);
    assert.match(shown, /<pre>{&quot;a&quot;: &quot;&lt;b&gt;&quot;}<\/pre>/);
    assert.doesNotMatch(shown, /<iframe/);
  });

  it("that is no text is told by its size and type", () => {
    for (const type of ["image/png", "application/octet-stream", "application/zip"]) {
      const image = new Page({
        ...page,
        headers: [["content-type", type]],
        body: "\u001b[2J\u0000",
        size: 256,
      });
      for (const look of [String(image), String(image[jupyterDisplay]()["text/html"])]) {
        assert.ok(look.includes(`(256 bytes of ${type})`), look);
        assert.ok(!look.includes("\u001b"));
      }
    }
    for (const type of [
      "text/css",
      "application/json",
      "application/problem+json; charset=utf-8",
      "image/svg+xml",
      "application/x-ndjson",
      "application/yaml",
      "application/vnd.oai.openapi",
      "",
    ]) {
      assert.equal(new Page({ ...page, headers: [["content-type", type]], body: "a" }).text, "a", type);
    }
  });

  it("that leads to another says where, and a status without words ends there", () => {
    const headers = [["Location", "https://example.org/"]] as const;
    const away = new Page({
      ...page,
      status: 302,
      statusText: "Found",
      headers: [...headers].map(([a, b]) => [a, b]),
      body: "",
    });
    assert.doesNotMatch(String(away[jupyterDisplay]()["text/html"]), /<iframe/);
    assert.match(String(away), /^302 Found, go to https:\/\/example\.org\/$/m);
    assert.match(String(new Page({ ...page, headers: [], statusText: "" })), /\n200\n/);
  });
});
