/**
 * What V8 writes to standard error when it ends the process: stacks of its own and of the kernel. The reader is told
 * what has happened in the kernel's words (death.ts), so that is left out.
 */

const start = /\n*(?:----- Native stack trace -----|<--- Last few GCs --->|<--- JS stacktrace --->)$/m;

/** How long the process may take to end. */
const patience = 2000;

export class LastWords {
  readonly #emit: (text: string) => void;
  #held = "";
  #timer: NodeJS.Timeout | undefined;

  constructor(emit: (text: string) => void) {
    this.#emit = emit;
  }

  /** From where such a text begins on, all is kept back: the process is about to end. */
  feed(text: string): void {
    const at = this.#held ? 0 : text.search(start);
    if (at === -1) {
      this.#emit(text);
      return;
    }
    this.#timer ??= setTimeout(() => this.release(), patience);
    this.#held += text.slice(at);
    if (at > 0) this.#emit(text.slice(0, at));
  }

  /** The process lives on: it was a child process that wrote this. */
  release(): void {
    const held = this.#held;
    this.forget();
    if (held) this.#emit(held);
  }

  /** The process has ended. */
  forget(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#held = "";
  }
}
