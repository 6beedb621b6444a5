import assert from "node:assert/strict";
import fc from "fast-check";
import { keptTags } from "../../../scripts/handout/rawtags.js";
import { sanitiseOutput } from "../../../scripts/handout/sanitise.js";
import { withoutLoads } from "../../../scripts/handout/stylesheet.js";

const safe = (html: string) => sanitiseOutput(html, { prefix: "o1_1_", classes: ["djlab", "card"] });

describe("HTML of an output", () => {
  it("keeps text, tables and the library's classes", () => {
    const html =
      '<div class="djlab"><table class="card x"><tbody><tr><td colspan="2">1</td></tr></tbody></table></div>';
    assert.equal(safe(html).html, html.replace(" x", ""));
  });

  it("loses scripts, handlers, styles, and whatever loads or navigates", () => {
    const gone = [
      "script",
      "style",
      "link",
      "meta",
      "base",
      "object",
      "embed",
      "form",
      "video",
      "foreignObject",
      "animate",
    ];
    for (const name of gone)
      assert.equal(safe(`a<${name} src="https://x.example/" onload="x()"></${name}>b`).html, "ab");
    assert.equal(safe('<p style="color:red" onclick="x()">a</p>').html, "<p>a</p>");
  });

  it("keeps the links that lead to a page or a person, and no others", () => {
    const hrefs = [
      "https://example.org/",
      "mailto:a@example.org",
      "javascript:x()",
      " java\nscript:x()",
      "data:text/html,x",
      "//example.org",
      "vbscript:x",
    ];
    const kept = hrefs.filter((href) => safe(`<a href="${href}">a</a>`).html.includes("href"));
    assert.deepEqual(kept, ["https://example.org/", "mailto:a@example.org"]);
  });

  it("names pictures that are not inside, and keeps those that are", () => {
    assert.match(
      safe('<img src="https://x.example/a.png" alt="A tree">').html,
      /<span[^>]*>\[picture: A tree\]<\/span>/,
    );
    assert.equal(
      safe('<img src="data:image/png;base64,AAAA" alt="">').html,
      '<img alt="" src="data:image/png;base64,AAAA" />',
    );
  });

  it("gives names of its own to what a drawing refers to", () => {
    const drawing = safe(
      '<svg><defs><marker id="m"></marker></defs><line marker-end="url(#m)"/><use href="#m"/></svg>',
    ).html;
    assert.match(drawing, /id="o1_1_m".*marker-end="url\(#o1_1_m\)"/);
    assert.doesNotMatch(safe('<svg><rect fill="url(https://x.example/a.svg#a)"/></svg>').html, /url/);
  });

  it("seals a page in a frame: sandboxed, without scripts, links and loads, its style named", () => {
    const inner =
      "<style>p{color:red}</style><p onclick=x()>Hi</p><script>x()</script><a href=/a>next</a><img src=/b.png>";
    const { html, styles } = safe(
      `<iframe sandbox="allow-scripts" src="https://x.example/" srcdoc="${inner}"></iframe>`,
    );
    assert.match(html, /^<iframe sandbox="" title="A page" height="384" srcdoc="/);
    assert.doesNotMatch(html, /script|href|onclick|src=|b\.png/);
    assert.deepEqual(styles, ["p{color:red}"]);
  });

  it("leaves no script, handler or style attribute, whatever is put together", () => {
    const pieces = fc.constantFrom(
      "<svg>",
      "<style>",
      "</style>",
      "<math>",
      "<title>",
      "</title>",
      "<!--",
      "-->",
      '"',
      "'",
      ">",
      "<p ",
      "onload=x()",
      " style=x",
      "<script>",
      "</script>",
      "<img src=x ",
      "<iframe srcdoc=",
      "&lt;",
      "<textarea>",
      "<a href=javascript:x()",
      "<noscript>",
      "</p",
      "<td>",
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(pieces, fc.string({ maxLength: 5 })), { maxLength: 20 }), (parts) => {
        const tags = safe(parts.join("")).html.match(/<[^>]*>/g) ?? [];
        const bare = tags.map((tag) => tag.replace(/"[^"]*"/g, '""'));
        assert.deepEqual(
          bare.filter((tag) => /<\/?(script|style|meta|base)\b|\s(on\w+|style)\b/i.test(tag)),
          [],
        );
      }),
      { numRuns: 500 },
    );
  });
});

describe("Raw HTML in prose", () => {
  it("keeps harmless tags and attributes, without classes and names", () => {
    assert.equal(keptTags('<a href="x" class="skip" id="main" onclick="y()">b</a>'), '<a href="x">b</a>');
  });

  it("shows what is no whole tag, or one that it does not know", () => {
    assert.equal(keptTags("<!-- open"), "&lt;!-- open");
    assert.equal(keptTags("<blink>x"), "&lt;blink&gt;x");
  });

  it("leaves out comments and whole scripts", () => {
    assert.equal(keptTags("a<!-- b -->c<script>d</script>e"), "ace");
  });
});

describe("The style of a page in a frame", () => {
  it("asks for nothing from outside", () => {
    assert.equal(
      withoutLoads('@import "a.css"; p { color: red; background: url(b.png) }').trim(),
      "p { color: red; background: none }",
    );
    assert.equal(
      withoutLoads("p{background:url(data:image/png;base64,AA)}"),
      "p{background:url(data:image/png;base64,AA)}",
    );
  });

  it("is left out when it hides what it asks for", () => {
    assert.equal(withoutLoads("p{background:u\\72l(https://x.example/)}"), "");
    assert.equal(withoutLoads("@im/**/port 'a'; @\\69mport 'b'"), "");
  });
});
