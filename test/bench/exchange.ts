/** One request and all that came back about it, with the time at which it came. */
import { stripVTControlCharacters } from "node:util";

export interface Arrived {
  /** By `performance.now()`. */
  at: number;
  type: string;
  // biome-ignore lint/suspicious/noExplicitAny: four kernels, four notions of a message's content
  content: any;
}

/** What was waited for did not come. The message says so in two words: it stands in the table. */
export class Missed extends Error {
  override readonly name = "Missed";
}

export class Exchange {
  sentAt = performance.now();
  reply: Arrived | undefined;
  idle: Arrived | undefined;
  /** What was broadcast about it. */
  readonly heard: Arrived[] = [];
  readonly #waiting = new Set<(missed?: Missed) => void>();
  #end: Missed | undefined;

  constructor(readonly id: string) {}

  took(message: Arrived, broadcast: boolean): void {
    if (!broadcast) this.reply ??= message;
    else {
      this.heard.push(message);
      if (message.content.execution_state === "idle") this.idle ??= message;
    }
    for (const look of this.#waiting) look();
  }

  /** Nothing more will come. */
  end(why: string): void {
    this.#end = new Missed(why);
    for (const look of this.#waiting) look(this.#end);
  }

  /**
   * Waits until `done` holds of what has come.
   * @throws Missed with `word` after so many seconds, or when the kernel ends
   */
  until(done: () => unknown, seconds: number, word: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const settle = (missed?: Missed) => {
        if (!done() && !missed) return;
        clearTimeout(timer);
        this.#waiting.delete(settle);
        if (done()) resolve();
        else reject(missed);
      };
      const timer = setTimeout(() => settle(new Missed(word)), seconds * 1000);
      this.#waiting.add(settle);
      settle(this.#end);
    });
  }

  /** Waits for the reply and the idle. @returns milliseconds from the request to the later of the two */
  async done(seconds: number): Promise<number> {
    const both = () => this.reply && this.idle;
    await this.until(both, seconds, "no reply").catch((missed: Missed) => {
      throw this.reply ? new Missed("no idle") : missed;
    });
    return Math.max(this.reply!.at, this.idle!.at) - this.sentAt;
  }

  /** Waits for the reply. @returns milliseconds from the request to it */
  async replied(seconds: number): Promise<number> {
    await this.until(() => this.reply, seconds, "no reply");
    return this.reply!.at - this.sentAt;
  }

  /** The first message that shows `text`: as a result, a display, or (so tslab shows results) printed. */
  showing(text: string): Arrived | undefined {
    return this.heard.find(({ content }) => {
      const shown = content.data?.["text/plain"] ?? content.text;
      return typeof shown === "string" && stripVTControlCharacters(shown).trim() === text;
    });
  }
}
