/** How much a cell may show beside text: displays, and errors of its timers. Ten thousand small ones are no trouble. */
import { count, displayLimit, type Piece } from "./output-limit.js";

/** Each is a message and a place in the page, however small; a bar that is updated ten times a second takes an hour. */
const mostDisplays = 50_000;

interface Account {
  displays: number;
  characters: number;
  leftOut: number;
}

export class DisplayLimit {
  readonly #limit: number;
  readonly #accounts = new Map<string, Account>();

  constructor(limit = displayLimit()) {
    this.#limit = limit;
  }

  /** Nothing more of this cell is shown: one that shows things for ever need not even write them. */
  isFull(cell: string): boolean {
    return (this.#accounts.get(cell)?.leftOut ?? 0) > 0;
  }

  /** @param length in characters; nothing for what is longer than can be told */
  admit(cell: string, length: number | undefined): { isAdmitted: boolean; notice?: Piece } {
    let account = this.#accounts.get(cell);
    if (!account) {
      account = { displays: 0, characters: 0, leftOut: 0 };
      this.#accounts.set(cell, account);
    }
    account.displays += 1;
    account.characters += length ?? this.#limit;
    const isTooMany = account.displays > mostDisplays;
    const isTooLong = length === undefined || account.characters > this.#limit;
    if (account.leftOut === 0 && !isTooMany && !isTooLong) return { isAdmitted: true };
    account.leftOut += 1;
    if (account.leftOut > 1) return { isAdmitted: false };
    const what = isTooLong
      ? `This cell's displays have come to ${count(this.#limit)} characters, the most that is shown: the others are left out. The environment variable DJLAB_OUTPUT_LIMIT sets another limit.`
      : `This cell has shown ${count(mostDisplays)} displays, the most that are shown: the others are left out.`;
    return { isAdmitted: false, notice: { name: "stderr", text: `\n[${what}]\n` } };
  }

  /** @returns word of what was left out, at the end of the cell */
  close(cell: string): Piece[] {
    const { leftOut = 0 } = this.#accounts.get(cell) ?? {};
    if (leftOut <= 1) return [];
    return [{ name: "stderr", text: `[${count(leftOut)} displays were left out.]\n` }];
  }
}
