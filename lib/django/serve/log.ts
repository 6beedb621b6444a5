/** What a server prints, as data. */
import { type Html, html } from "../../tools/html.js";
import { Shown } from "../../tools/show.js";
import type { LoggedRequest, ReadsRequests } from "./access.js";

export type { LoggedRequest } from "./access.js";

export interface LogLine {
  stream: "stdout" | "stderr";
  text: string;
  /** When it came, milliseconds since 1970. */
  at: number;
  request?: LoggedRequest;
}

/** The log of a server, line by line, as it comes. */
export class ServerLog extends Shown {
  readonly #lines: LogLine[] = [];
  readonly #open = { stdout: "", stderr: "" };
  #closed = false;
  readonly #waiting = new Map<() => void, () => void>();

  /** @param reads how the server writes requests; without it, none are found */
  constructor(readonly reads?: ReadsRequests) {
    super();
  }

  /** The complete lines so far, in the order of their arrival. */
  get lines(): readonly LogLine[] {
    return this.#lines;
  }

  /** The requests that were served. */
  get requests(): LoggedRequest[] {
    return this.#lines.flatMap(({ request }) => (request ? [request] : []));
  }

  /** All lines as one text. */
  get text(): string {
    return this.#lines.map(({ text }) => text).join("\n");
  }

  /** The lines of its error output as one text: a traceback is in one piece there. */
  get errors(): string {
    const errors = this.#lines.filter(({ stream }) => stream === "stderr");
    return errors.map(({ text }) => text).join("\n");
  }

  /** Takes a piece of output; lines come out when they are complete. */
  add(stream: LogLine["stream"], piece: string): void {
    const lines = (this.#open[stream] + piece).split(/\r?\n/);
    this.#open[stream] = lines.pop() ?? "";
    const at = Date.now();
    for (const text of lines) this.#lines.push({ stream, text, at, request: this.reads?.(text) });
    for (const look of this.#waiting.keys()) look();
  }

  /**
   * Resolves when the log fulfils a condition.
   *
   * @param patience milliseconds
   * @returns false when it did not in that time, or the server ended before
   */
  until(condition: (log: this) => boolean, patience: number): Promise<boolean> {
    if (condition(this)) return Promise.resolve(true);
    if (this.#closed) return Promise.resolve(false);
    return new Promise((resolve) => {
      const settle = (met: boolean) => {
        clearTimeout(timer);
        this.#waiting.delete(look);
        resolve(met);
      };
      const look = () => condition(this) && settle(true);
      const timer = setTimeout(() => settle(false), patience);
      this.#waiting.set(look, () => settle(false));
    });
  }

  /** Resolves when nothing more has come for a while: a traceback comes in pieces, and another may follow. */
  async quiet(): Promise<void> {
    for (let seen = -1; seen < this.#lines.length; ) {
      seen = this.#lines.length;
      await this.until(({ lines }) => lines.length > seen, 250);
    }
  }

  /** No more comes: the server has ended. Nobody waits any longer. */
  close(): void {
    this.#closed = true;
    for (const end of this.#waiting.values()) end();
  }

  /** Whether its server has ended. */
  get isClosed(): boolean {
    return this.#closed;
  }

  protected asText(): string {
    return this.text;
  }

  protected asHtml(): Html {
    return html`<pre>${this.text}</pre>`;
  }
}
