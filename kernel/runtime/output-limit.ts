/**
 * How much of what a cell prints is shown: the beginning, word that the rest is left out, and at the cell's end the
 * last of it. What is left out is dropped where it comes from, so that a cell that prints for ever fills nobody's memory.
 */

export type StreamName = "stdout" | "stderr";

export interface Piece {
  name: StreamName;
  text: string;
}

const usualCharacters = 10_000_000;
/** Of what was left out, so much is shown at the cell's end. */
const lastCharacters = 4000;
/** Text of the other stream is a message of its own, and costs clients as much as this many characters. */
const charactersOfMessage = 100;

/** Characters of text that a cell may print: DJLAB_OUTPUT_LIMIT, where that is a whole number above 0. */
export function outputLimit(env: NodeJS.ProcessEnv = process.env): number {
  const wanted = Number(env.DJLAB_OUTPUT_LIMIT);
  return Number.isSafeInteger(wanted) && wanted > 0 ? wanted : usualCharacters;
}

/** What a cell shows beside text (plots, tables) has more characters than a reader sees. */
export const displayLimit = (characters = outputLimit()) => Math.max(1_000_000, 10 * characters);

interface Account {
  name: StreamName;
  admitted: number;
  leftOut: number;
  end: End;
}

export class OutputLimit {
  readonly #limit: number;
  readonly #accounts = new Map<string, Account>();
  #running: string | undefined;

  constructor(limit = outputLimit()) {
    this.#limit = limit;
  }

  /** From here to `close` the cell runs. */
  open(cell: string): void {
    this.#running = cell;
  }

  /**
   * What is to be shown of a piece of text.
   * @example new OutputLimit(3).admit("a", "stdout", "hello")[0] // { name: "stdout", text: "hel" }
   */
  admit(cell: string, name: StreamName, text: string): Piece[] {
    const account = this.#accountOf(cell);
    if (account.name !== name) account.admitted += charactersOfMessage;
    account.name = name;
    const room = Math.max(0, this.#limit - account.admitted);
    if (text.length <= room) {
      account.admitted += text.length;
      return [{ name, text }];
    }
    const isFirst = account.leftOut === 0;
    const shown = isFirst ? text.slice(0, wholeCharacters(text, room)) : "";
    account.admitted = this.#limit;
    account.leftOut += text.length - shown.length;
    account.end.add(name, shown ? text.slice(shown.length) : text);
    if (!isFirst) return [];
    const notice: Piece = { name: "stderr", text: this.#notice(cell === this.#running) };
    return shown ? [{ name, text: shown }, notice] : [notice];
  }

  /** The cell has ended. @returns the last of what was left out */
  close(): Piece[] {
    const cell = this.#running;
    this.#running = undefined;
    const account = cell === undefined ? undefined : this.#accounts.get(cell);
    const pieces = account?.end.take() ?? [];
    if (!account || pieces.length === 0) return [];
    const head = `\n[${count(account.leftOut)} characters were left out. They ended with:]\n`;
    return [{ name: "stderr", text: head }, ...pieces];
  }

  #notice(isRunning: boolean): string {
    const more = isRunning
      ? "The cell goes on running; of what it prints from here on, the last is shown when it ends."
      : "What it prints from here on is left out.";
    const setting = "The environment variable DJLAB_OUTPUT_LIMIT sets another limit.";
    return `\n[This cell has printed ${count(this.#limit)} characters, the most that is shown. ${more} ${setting}]\n`;
  }

  #accountOf(cell: string): Account {
    let account = this.#accounts.get(cell);
    if (!account) {
      account = { name: "stdout", admitted: 0, leftOut: 0, end: new End() };
      this.#accounts.set(cell, account);
    }
    return account;
  }
}

/** The last characters of a text that is never held as a whole. */
class End {
  #pieces: Piece[] = [];
  #length = 0;
  #isCut = false;

  add(name: StreamName, text: string): void {
    const isLong = text.length > lastCharacters;
    const last = isLong ? copied(text.slice(-lastCharacters)) : text;
    this.#isCut ||= isLong;
    this.#pieces.push({ name, text: last });
    this.#length += last.length;
    if (this.#length > 4 * lastCharacters || this.#pieces.length > 2 * lastCharacters) this.#trim();
  }

  take(): Piece[] {
    this.#trim();
    const pieces = this.#pieces;
    const [first] = pieces;
    // A whole line to begin with, where one was cut through.
    if (first && this.#isCut) {
      const text = first.text.replace(/^[\udc00-\udfff]/, "");
      first.text = text.slice(text.indexOf("\n") + 1) || text;
    }
    this.#pieces = [];
    this.#length = 0;
    this.#isCut = false;
    return pieces;
  }

  #trim(): void {
    const merged: Piece[] = [];
    let room = lastCharacters;
    for (let at = this.#pieces.length - 1; at >= 0 && room > 0; at--) {
      const { name, text } = this.#pieces[at]!;
      const next = merged.at(-1);
      if (next && next.name !== name) room = Math.max(0, room - charactersOfMessage);
      const kept = text.slice(Math.max(0, text.length - room));
      room -= kept.length;
      if (kept === "") break;
      if (next?.name === name) next.text = kept + next.text;
      else merged.push({ name, text: kept });
    }
    this.#pieces = merged.reverse();
    const length = merged.reduce((sum, { text }) => sum + text.length, 0);
    this.#isCut ||= length < this.#length;
    this.#length = length;
  }
}

/** V8 would keep all of a long text in memory for a part of it. */
const copied = (text: string) => Buffer.from(text, "utf16le").toString("utf16le");

/** The most characters up to `length`, without one half of a surrogate pair. */
export function wholeCharacters(text: string, length: number): number {
  const last = text.charCodeAt(length - 1);
  return last >= 0xd800 && last < 0xdc00 ? length - 1 : length;
}

export const count = (characters: number) => characters.toLocaleString("en");
