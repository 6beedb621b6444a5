import assert from "node:assert/strict";
import fc from "fast-check";
import { terminalText } from "../../../lib/python/terminal-text.js";

const cases: [what: string, raw: string, text: string][] = [
  ["colours", "\u001b[1;32mok\u001b[0m", "ok"],
  ["a window's title", "\u001b]0;root@vm: /x\u0007$ ", "$ "],
  ["bracketed paste and keypad modes", "\u001b[?2004h\u001b=$ ls\u001b[?2004l\r\nfile\r\n", "$ ls\nfile\n"],
  ["a line that is written over", "10%\r20%\r100%\n", "100%\n"],
  ["steps back", "ab\b\bcd\n", "cd\n"],
  ["a spinner before an end of line", "a\r\r\nb", "a\nb"],
];

describe("what a terminal shows", () => {
  for (const [what, raw, text] of cases) {
    it(`is plain without ${what}`, () => assert.equal(terminalText(raw), text));
  }

  it("keeps every other text as it is, and is the same when it is read again", () => {
    const character = fc.constantFrom(
      "a",
      "ä",
      " ",
      "\n",
      "$",
      "[",
      "\u001b",
      "\r",
      "\b",
      "\u0007",
      "m",
      "]",
      "0",
    );
    fc.assert(
      fc.property(fc.string({ unit: character }), (raw) => {
        const once = terminalText(raw);
        assert.equal(terminalText(once), once);
        // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be left
        assert.doesNotMatch(once, /[\u0000-\u0008\u000b-\u001f]/);
        if (!["\u001b", "\r", "\b", "\u0007"].some((one) => raw.includes(one))) assert.equal(once, raw);
      }),
      { numRuns: 2000 },
    );
  });
});
