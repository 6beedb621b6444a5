import assert from "node:assert/strict";
import { type Highlighter, openHighlighter } from "../../../scripts/handout/highlight.js";
import { outline } from "../../../scripts/handout/outline.js";

const text = (html: string) =>
  html
    .replace(/<[^>]*>/g, "")
    .replace(
      /&(lt|gt|quot|#39|amp);/g,
      (_, name: string) => ({ lt: "<", gt: ">", quot: '"', "#39": "'", amp: "&" })[name]!,
    );

describe("Coloured code", () => {
  let highlighter: Highlighter;
  before(async () => {
    highlighter = await openHighlighter();
  });
  after(() => highlighter.close());

  const samples: Record<string, string> = {
    ts: 'const a: Map<string, number> = new Map(); // `x` & "y"\n\nawait f(`a`);',
    python: 'def f(x: int) -> str:\n    """Doc."""\n    return f"{x}"',
    console: "$ pip install 'django>=5' && ls -A  # now",
    "html+x": "<p>",
    django: '<p class="a">{{ x }}</p>',
    toml: '[project]\nname = "x"',
    sql: "SELECT 1;",
    diff: "-a\n+b",
  };

  it("keeps every character of the code, in every language", async () => {
    await highlighter.load(Object.keys(samples));
    for (const [language, code] of Object.entries(samples)) {
      assert.equal(text(highlighter.lines(code, language).join("\n")), code);
    }
  });

  it("marks keywords, strings and comments", async () => {
    await highlighter.load(["ts"]);
    assert.deepEqual(highlighter.lines('const a = "b"; // c', "ts"), [
      '<span class="k">const</span> a = <span class="s">&quot;b&quot;</span>; <span class="c">// c</span>',
    ]);
  });

  it("leaves a language that it does not know plain", async () => {
    await highlighter.load(["constructor", "nonsense"]);
    assert.deepEqual(highlighter.lines("a < b", "nonsense"), ["a &lt; b"]);
  });
});

describe("The outline", () => {
  const ranks = (...levels: number[]) =>
    outline(
      levels.map((level) => ({ level, text: "x" })),
      [],
    ).map(({ level }) => level);

  it("has one first rank and skips none on the way down", () => {
    assert.deepEqual(ranks(2, 4, 4, 2), [1, 2, 2, 2]);
    assert.deepEqual(ranks(1, 2, 3, 2), [1, 2, 3, 2]);
    assert.deepEqual(ranks(1, 4, 2, 6), [1, 2, 2, 3]);
  });

  it("takes several first ranks as parts of one page", () => {
    assert.deepEqual(ranks(1, 1, 2, 1), [1, 2, 3, 2]);
  });

  it("gives each heading an anchor of its own", () => {
    const headings = ["Été: ça va?", "été ça va", "main", "***"].map((text) => ({ level: 2, text }));
    assert.deepEqual(
      outline(headings, ["main"]).map(({ id }) => id),
      ["été-ça-va", "été-ça-va-2", "main-2", "section"],
    );
  });
});
