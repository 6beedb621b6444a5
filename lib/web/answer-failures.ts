/** How it can go wrong to ask a server. */
import { DjlabError } from "../tools/errors.js";

/** Nothing listens there. */
export class NothingAnswers extends DjlabError {}

/** The server took longer than it was given. */
export class AnswerTooSlow extends DjlabError {}

/** The answer is longer than is kept. */
export class AnswerTooLarge extends DjlabError {}

/** The connection was closed before the answer was whole. */
export class AnswerCutShort extends DjlabError {}

/** What came is not HTTP, or not in the coding that its headers say. */
export class AnswerGarbled extends DjlabError {}

/** The failure behind an error of Node's while it asked or read. */
export function failureOf(url: string, cause: NodeJS.ErrnoException): DjlabError {
  const { code = "" } = cause;
  if (cause instanceof DjlabError) return cause;
  if (code === "ECONNRESET" || code === "EPIPE") return cutShort(url, cause);
  if (code.startsWith("HPE_")) {
    return new AnswerGarbled(`What ${url} answered is not HTTP`, {
      next: "Look which program listens there: it may not be a web server.",
      cause,
    });
  }
  return new NothingAnswers(`Nothing answers at ${url}`, {
    next: "Start the server: run the cell above that does it.",
    cause,
  });
}

export function cutShort(url: string, cause?: unknown): AnswerCutShort {
  return new AnswerCutShort(`${url} closed the connection before its answer was whole`, {
    next: "Look at the server's log: it may have failed or ended while it answered.",
    cause,
  });
}

export function tooSlow(url: string, patience: number): AnswerTooSlow {
  return new AnswerTooSlow(`${url} had not answered in full after ${patience / 1000} s`, {
    next: "Look at the server's log, or give it more time: { patience: 60_000 }",
  });
}

export function tooLarge(url: string, largest: number): AnswerTooLarge {
  return new AnswerTooLarge(`The answer of ${url} is larger than ${largest} bytes`, {
    next: "Ask for less, or allow more: { largest: 50_000_000 }",
  });
}
