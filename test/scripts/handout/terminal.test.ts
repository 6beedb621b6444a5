import assert from "node:assert/strict";
import fc from "fast-check";
import { plainText, terminalLines } from "../../../scripts/handout/terminal.js";

const ESC = "\u001b";
const seen = (text: string) => terminalLines(text).join("\n");

describe("A terminal's text", () => {
  it("keeps text without escape sequences", () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-z<>&"' ]*$/)), (lines) => {
        const decoded = seen(lines.join("\n")).replace(
          /&(lt|gt|quot|#39|amp);/g,
          (_, name) => ({ lt: "<", gt: ">", quot: '"', "#39": "'", amp: "&" })[name as "lt"],
        );
        assert.equal(decoded, lines.join("\n").replace(/\n+$/, ""));
      }),
    );
  });

  it("leaves no control character and no markup but its own, whatever is written", () => {
    const pieces = fc.constantFrom(
      ESC,
      "[",
      "]",
      ";",
      "m",
      "31",
      "K",
      "2J",
      "\u009b",
      "\b",
      "\r",
      "\n",
      "<b>",
      "\u0007",
      "A",
      "9",
      "\0",
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(pieces, fc.string()), { maxLength: 30 }), (parts) => {
        const html = seen(parts.join(""));
        assert.doesNotMatch(html, /(?![\t\n])\p{Cc}/u);
        assert.doesNotMatch(html.replace(/<span class="[a-z -]+">|<\/span>/g, ""), /[<>]/);
      }),
    );
  });

  it("shows the last state of a line that was written over", () => {
    assert.equal(seen("10 %\r50 %\r100 %\n"), "100 %");
    assert.equal(seen("abc\b\bX\n"), "aXc");
    assert.equal(seen(`long line\r${ESC}[Kshort`), "short");
  });

  it("shows the last state of lines that were redrawn", () => {
    assert.equal(seen(`a 1\nb 1\n${ESC}[2Aa 2${ESC}[K\nb 2${ESC}[K\n`), "a 2\nb 2");
    assert.equal(seen(`gone\n${ESC}[2J${ESC}[Hhere`), "here");
  });

  it("gives colours class names and keeps them over line ends", () => {
    assert.equal(
      seen(`${ESC}[1;31mbad\nworse${ESC}[0m`),
      '<span class="t-bold t-red">bad</span>\n<span class="t-bold t-red">worse</span>',
    );
    assert.equal(
      seen(`${ESC}[38;5;208mo${ESC}[38;2;10;90;200ms${ESC}[39mx`),
      '<span class="t-yellow">o</span><span class="t-blue">s</span>x',
    );
    assert.equal(seen(`${ESC}[37;41mx`), '<span class="t-on-red">x</span>');
  });

  it("shows the text of links, and nothing of titles and strings", () => {
    assert.equal(
      seen(`${ESC}]8;;https://example.org/${ESC}\\link${ESC}]8;;${ESC}\\ ${ESC}]0;title\u0007x`),
      "link x",
    );
  });

  it("does not fill the memory when the cursor is sent far away", () => {
    assert.ok(seen(`${ESC}[999999999Cx${ESC}[999999999Bdown`).length < 3000);
  });

  it("reads as plain text without colours", () => {
    assert.equal(plainText(`${ESC}[31mred${ESC}[0m <b>`), "red <b>");
  });
});
