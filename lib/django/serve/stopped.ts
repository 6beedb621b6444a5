/** The end of a server. */
import { type Html, html } from "../../tools/html.js";
import type { CommandResult } from "../../tools/result.js";
import { Shown } from "../../tools/show.js";

interface End {
  url: string;
  port: number;
  keys: string;
  signal?: NodeJS.Signals;
  seconds: number;
  result: CommandResult;
}

/** How a server was stopped. */
export class Stopped extends Shown {
  readonly url: string;
  /** The port that it gave back. */
  readonly port: number;
  /** What the server had said to press: CONTROL-C, or CTRL-BREAK on Windows. */
  readonly keys: string;
  /** What was sent: SIGINT, as Ctrl+C sends it, unless it would not go. Undefined when it had ended before. */
  readonly signal?: NodeJS.Signals;
  /** From the key to its end; 0 when it had ended before. */
  readonly seconds: number;
  /** The command as it ran, from start to end. */
  readonly result: CommandResult;

  constructor({ url, port, keys, signal, seconds, result }: End) {
    super();
    this.url = url;
    this.port = port;
    this.keys = keys;
    this.signal = signal;
    this.seconds = seconds;
    this.result = result;
  }

  /** Windows has no such signals: there the program is ended, as CTRL-BREAK does with Python. */
  get #how(): string {
    if (!this.signal) return "had ended before";
    const key = process.platform === "win32" ? this.keys : `${this.signal}, the signal behind ${this.keys}`;
    return `ended ${this.seconds.toFixed(1)} s after ${key}`;
  }

  protected asText(): string {
    return `${this.url} ${this.#how}`;
  }

  protected asHtml(): Html {
    return html`<div class="card"><p class="title">Stopped</p>${this.url} ${this.#how}.</div>`;
  }
}
