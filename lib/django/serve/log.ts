/** What a development server prints, as data. */
import { type Html, html } from "../../tools/html.js";
import { Shown } from "../../tools/show.js";

/** A request, as runserver's log has it: `[date] "GET / HTTP/1.1" 200 12345`. */
export interface LoggedRequest {
  method: string;
  path: string;
  status: number;
  /** Size of the body in bytes. */
  bytes: number;
}

export interface LogLine {
  stream: "stdout" | "stderr";
  text: string;
  request?: LoggedRequest;
}

/** The log of a server, line by line, as it comes. */
export class ServerLog extends Shown {
  readonly #lines: LogLine[] = [];
  readonly #open = { stdout: "", stderr: "" };
  readonly #waiting = new Set<() => void>();

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

  /** Takes a piece of output; lines come out when they are complete. */
  add(stream: LogLine["stream"], piece: string): void {
    const lines = (this.#open[stream] + piece).split(/\r?\n/);
    this.#open[stream] = lines.pop() ?? "";
    for (const text of lines) this.#lines.push({ stream, text, request: requestIn(text) });
    for (const look of this.#waiting) look();
  }

  /**
   * Resolves when the log fulfils a condition.
   *
   * @param patience milliseconds
   * @returns false when it did not in that time
   */
  until(condition: (log: this) => boolean, patience: number): Promise<boolean> {
    if (condition(this)) return Promise.resolve(true);
    return new Promise((resolve) => {
      const settle = (met: boolean) => {
        clearTimeout(timer);
        this.#waiting.delete(look);
        resolve(met);
      };
      const look = () => condition(this) && settle(true);
      const timer = setTimeout(() => settle(false), patience);
      this.#waiting.add(look);
    });
  }

  protected asText(): string {
    return this.text;
  }

  protected asHtml(): Html {
    return html`<pre>${this.text}</pre>`;
  }
}

function requestIn(text: string): LoggedRequest | undefined {
  const [, method, path, status, bytes] =
    /^\[[^\]]+\] "(\w+) (\S+) HTTP\/[\d.]+" (\d{3}) (\d+|-)/.exec(text) ?? [];
  if (!method || !path) return undefined;
  return { method, path, status: Number(status), bytes: Number(bytes) || 0 };
}
