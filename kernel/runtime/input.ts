/** The ways in which code reads what somebody types: `prompt()`, `confirm()`, and `process.stdin`. */
import { Readable } from "node:stream";
import { NoAnswer, type Questions } from "./questions.js";

/** Sets the two globals that browsers and Deno have, and takes the place of `process.stdin`. */
export class Input {
  readonly #questions: Questions;
  #stdin: Typed | undefined;

  constructor(questions: Questions) {
    this.#questions = questions;
    const globals = {
      prompt: (message?: unknown, more: string | { default?: string; password?: boolean } = {}) => {
        const { default: otherwise = "", password } = typeof more === "string" ? { default: more } : more;
        return this.#ask(message ?? "", password) || otherwise || null;
      },
      confirm: (message: unknown = "Sure?") => /^y(es)?$/i.test(this.#ask(`${message} [y/N] `).trim()),
    };
    for (const [name, value] of Object.entries(globals)) {
      Object.defineProperty(globalThis, name, { configurable: true, writable: true, value });
    }
    Object.defineProperty(process, "stdin", {
      configurable: true,
      enumerable: true,
      get: () => {
        if (this.#stdin?.destroyed) this.#stdin = undefined;
        this.#stdin ??= new Typed(questions);
        this.#stdin.takenAt = new NoAnswer();
        return this.#stdin;
      },
    });
  }

  /** Somebody has begun to read, and the running cell has asked for nothing yet. */
  get isUnasked(): boolean {
    return this.#stdin?.isUnasked ?? false;
  }

  /** What a cell reads from ends with the cell: nobody would see a question that comes later. */
  end(): void {
    this.#questions.forget();
    this.#stdin?.push(null);
    this.#stdin = undefined;
  }

  #ask(message: unknown, password = false): string {
    return this.#questions.askAndWait({ prompt: String(message), password });
  }
}

/** Who has got a line may be about to stop reading: the next one is not asked for at once. */
const millisecondsToStop = 20;

/** A line at a time, each asked for when somebody wants to read it. */
class Typed extends Readable {
  readonly fd = 0;
  readonly isTTY = false;
  readonly #questions: Questions;
  /** By its stack, where the cell has got hold of this. */
  takenAt = new NoAnswer();
  #isWanted = false;
  #isAsked = false;
  #hasAsked = false;

  constructor(questions: Questions) {
    super({ highWaterMark: 0 });
    this.#questions = questions;
    this.on("resume", () => this.#askSoon());
  }

  get isUnasked(): boolean {
    return !this.#hasAsked && !this.destroyed && this.#hasReader();
  }

  override _read(): void {
    this.#isWanted = true;
    this.#askSoon();
  }

  #askSoon(): void {
    setTimeout(() => void this.#ask(), millisecondsToStop);
  }

  #hasReader(): boolean {
    return this.readableFlowing === true || this.listenerCount("readable") > 0;
  }

  async #ask(): Promise<void> {
    if (!this.#isWanted || this.#isAsked || this.destroyed || !this.#hasReader()) return;
    this.#isWanted = false;
    this.#isAsked = true;
    this.#hasAsked = true;
    try {
      this.push(`${await this.#questions.ask({ prompt: "", password: false })}\n`);
    } catch (error) {
      this.takenAt.message = (error as Error).message;
      this.destroy(this.takenAt);
    }
    this.#isAsked = false;
  }
}
