import assert from "node:assert/strict";
import fc from "fast-check";
import MarkdownIt from "markdown-it";
import { md } from "../../../lib/index.js";

const markdown = new MarkdownIt({ html: true });

describe("live prose", () => {
  it("shows a value as it is, whatever characters it has", () => {
    const value = fc.string({
      unit: fc.constantFrom("_", "*", "`", "[", "]", "(", "<", ">", "&", "\\", "~", "#", "|", "{", "$", "a"),
    });
    fc.assert(
      fc.property(value, (text) => {
        const page = markdown.render(md`x ${text} y`.source);
        const shown = page.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&amp;/g, "&");
        assert.equal(shown, `<p>x ${text} y</p>\n`);
      }),
    );
  });

  it("shows a value in code as it is", () => {
    assert.equal(md`in \`${"my_env/__init__.py"}\``.source, "in `my_env/__init__.py`");
  });

  it("takes prose in, lists values, and leaves out the code's indentation", () => {
    const items = ["a", "b"].map((name) => md`- **${name}**`);
    const prose = md`All:
      ${items}
      and ${["x", "y"]}`;
    assert.equal(prose.source, "All:\n- **a**\n- **b**\nand x, y");
  });
});
