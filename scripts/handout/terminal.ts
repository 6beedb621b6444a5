/**
 * What a terminal would show in the end of a text that was written to it: progress bars that go back over
 * their line (`\r`, backspace, cursor movements, erasures) leave their last state, colours become classes,
 * and other escape sequences leave nothing. Source: ECMA-48.
 */
import { classNames, restyle, type Style } from "./colour.js";
import { asHtml } from "./html.js";

const ESC = "\u001b";
/** Control sequence; title, link or other string; short escape; one control character; plain text. */
const piece = new RegExp(
  `(?:${ESC}\\[|\u009b)([0-?]*)[ -/]*([@-~])|${ESC}[\\]PX^_][^\u0007${ESC}]*(?:\u0007|${ESC}\\\\)|${ESC}[ -/]*[0-~]|(\\p{Cc})|(\\P{Cc}+)`,
  "gu",
);
/** Beyond this column nobody writes; a notebook that moves there wants to fill the memory. */
const WIDEST = 1000;

/** A place on the screen: the character and the class names it is shown in. */
interface Place {
  character: string;
  classes: string;
}

/**
 * The lines that are seen in the end, each as safe HTML, with `t-…` classes for colours.
 *
 * @example
 * terminalLines("10 %\r100 %\n\u001b[32mdone\u001b[0m\n") // ["100 %", '<span class="t-green">done</span>']
 */
export function terminalLines(text: string): string[] {
  const plain = !/(?![\t\n])\p{Cc}/u.test(text);
  const lines = plain ? text.split("\n").map(asHtml) : new Screen().write(text).html();
  while (lines.length > 0 && lines.at(-1) === "") lines.pop();
  return lines;
}

/** A text without escape sequences: what a terminal would show of it, colours left out. */
export function plainText(text: string): string {
  return new Screen().write(text).text();
}

class Screen {
  #rows: Place[][] = [[]];
  #row = 0;
  #column = 0;
  #style: Style = {};
  #classes = "";

  write(text: string): this {
    for (const [, parameters, final, control, plain] of text.matchAll(piece)) {
      if (plain !== undefined) this.#put(plain);
      else if (control !== undefined) this.#control(control);
      else if (final === "m") this.#restyle(parameters ?? "");
      else if (final !== undefined) this.#move(final, parameters ?? "");
    }
    return this;
  }

  html(): string[] {
    return this.#rows.map((row) => runs(row).map(mark).join(""));
  }

  text(): string {
    return this.#rows.map((row) => Array.from(row, (place) => place?.character ?? " ").join("")).join("\n");
  }

  #put(text: string): void {
    const row = this.#rows[this.#row]!;
    while (row.length < this.#column) row.push({ character: " ", classes: "" });
    for (const character of text) row[this.#column++] = { character, classes: this.#classes };
  }

  #control(character: string): void {
    if (character === "\n") this.#goTo(this.#row + 1, 0);
    else if (character === "\r") this.#column = 0;
    else if (character === "\b") this.#column = Math.max(0, this.#column - 1);
    else if (character === "\t") this.#put(" ".repeat(8 - (this.#column % 8)));
  }

  #goTo(row: number, column: number): void {
    this.#row = Math.max(0, row);
    this.#column = Math.min(Math.max(0, column), Math.max(WIDEST, this.#column));
    while (this.#rows.length <= this.#row) this.#rows.push([]);
  }

  #restyle(parameters: string): void {
    this.#style = restyle(this.#style, parameters);
    this.#classes = classNames(this.#style);
  }

  #move(final: string, parameters: string): void {
    const [first = 0, second = 0] = parameters.split(";").map((part) => Number.parseInt(part, 10) || 0);
    const by = Math.max(1, first);
    // A program moves over lines that it has written: there is no screen below them.
    const down = Math.min(this.#row + by, this.#rows.length - 1);
    if (final === "A") this.#goTo(this.#row - by, this.#column);
    else if (final === "B") this.#goTo(down, this.#column);
    else if (final === "C") this.#goTo(this.#row, this.#column + by);
    else if (final === "D") this.#goTo(this.#row, this.#column - by);
    else if (final === "E") this.#goTo(down, 0);
    else if (final === "F") this.#goTo(this.#row - by, 0);
    else if (final === "G") this.#goTo(this.#row, by - 1);
    else if (final === "H") this.#goTo(Math.min(by, this.#rows.length) - 1, second - 1);
    else if (final === "K") this.#eraseLine(first);
    else if (final === "J") this.#eraseScreen(first);
  }

  #eraseLine(what: number): void {
    const row = this.#rows[this.#row]!;
    if (what === 0) row.length = Math.min(row.length, this.#column);
    else row.fill({ character: " ", classes: "" }, 0, what === 1 ? this.#column + 1 : row.length);
  }

  #eraseScreen(what: number): void {
    if (what === 0) {
      this.#eraseLine(0);
      this.#rows.length = this.#row + 1;
    } else if (what > 1) {
      this.#rows = [[]];
      this.#goTo(0, 0);
    }
  }
}

/** Neighbours of one style joined; blanks at the end of a line left out. */
function runs(row: Place[]): Place[] {
  const joined: Place[] = [];
  for (const { character, classes } of row) {
    const last = joined.at(-1);
    if (last?.classes === classes) last.character += character;
    else joined.push({ character, classes });
  }
  const last = joined.at(-1);
  if (last && !last.classes) last.character = last.character.trimEnd();
  return joined;
}

function mark({ character, classes }: Place): string {
  const text = asHtml(character);
  return classes ? `<span class="${classes}">${text}</span>` : text;
}
