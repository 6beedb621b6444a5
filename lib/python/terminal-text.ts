/** What a terminal showed, as plain lines. */

/** Control sequences (CSI), commands to the terminal (OSC, DCS, …), and the short ones of one letter. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: the escape character is what they begin with
const escapes = /\u001b(?:\[[0-?]*[ -/]*[@-~]|[\]PX^_][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[ -/]*[0-~]?)/g;

/** What is left of characters that move or ring, but do not show. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these characters are what is taken out
const silent = /[\u0000-\u0007\u000b-\u001f\u007f]/g;

/**
 * Text without the codes that colour it or move about in it: a carriage return writes over the line, a
 * backspace steps back.
 *
 * @source ECMA-48, 5.4 (control sequences) and 5.6 (control strings)
 * @example terminalText("\u001b[32mok\u001b[0m\r\n") // ok\n
 */
export function terminalText(raw: string): string {
  return raw
    .replace(escapes, "")
    .replace(/\r+\n/g, "\n")
    .split("\n")
    .map((line) => overwritten(line).replace(silent, ""))
    .join("\n");
}

function overwritten(line: string): string {
  if (!/[\r\b]/.test(line)) return line;
  const shown: string[] = [];
  let at = 0;
  for (const character of line) {
    if (character === "\r") at = 0;
    else if (character === "\b") at = Math.max(0, at - 1);
    else shown[at++] = character;
  }
  return shown.join("");
}
