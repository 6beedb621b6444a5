/** One request over HTTP to a server of this machine, and its answer: the one door to servers. */
import { type IncomingMessage, request } from "node:http";
import { cutShort, failureOf, tooLarge, tooSlow } from "./answer-failures.js";
import { textIn, unpacked } from "./decode.js";

/** How far an answer may go. */
export interface Limits {
  /** Milliseconds until the answer must be whole; half a minute unless said. */
  patience?: number;
  /** Bytes of the body that are taken, packed and unpacked; ten million unless said. */
  largest?: number;
}

export interface Asking extends Limits {
  method?: string;
  headers?: Readonly<Record<string, string>>;
  body?: string | Buffer;
}

/** An answer as it came, its body unpacked and read as text. */
export interface Answer {
  url: string;
  method: string;
  status: number;
  statusText: string;
  headers: [name: string, value: string][];
  body: string;
  /** Bytes of the body, unpacked. */
  size: number;
}

/**
 * Asks and waits for the whole answer. Redirects are not followed.
 *
 * @param url of this machine (`localAddress` makes it)
 * @throws NothingAnswers, AnswerTooSlow, AnswerTooLarge, AnswerCutShort, AnswerGarbled
 */
export async function ask(url: URL, asking: Asking = {}): Promise<Answer> {
  const { method = "GET", body, patience = 30_000, largest = 10_000_000 } = asking;
  const { href } = url;
  const headers: Record<string, string> = { Accept: "text/html,*/*;q=0.8", ...asking.headers };
  if (body !== undefined) headers["Content-Length"] = String(Buffer.byteLength(body));
  return new Promise((resolve, reject) => {
    // A connection of its own for each page: a server that is being stopped waits for none.
    const sent = request(url, { method, agent: false, headers });
    const timer = setTimeout(() => sent.destroy(tooSlow(href, patience)), patience);
    const failed = (cause: Error) => {
      clearTimeout(timer);
      sent.destroy();
      reject(failureOf(href, cause));
    };
    sent.on("response", (answer) => {
      read(answer, href, largest)
        .then((bytes) => resolve(readAnswer(answer, { url: href, method, bytes, largest })))
        .catch(failed)
        .finally(() => clearTimeout(timer));
    });
    sent.on("error", failed).end(body);
  });
}

async function read(answer: IncomingMessage, url: string, largest: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > largest) throw tooLarge(url, largest);
    chunks.push(chunk);
  }
  if (!answer.complete) throw cutShort(url);
  return Buffer.concat(chunks);
}

interface Read {
  url: string;
  method: string;
  bytes: Buffer;
  largest: number;
}

function readAnswer(answer: IncomingMessage, { url, method, bytes, largest }: Read): Answer {
  const { "content-encoding": coding = "", "content-type": type = "" } = answer.headers;
  const body = unpacked(url, bytes, coding, largest);
  return {
    url,
    method,
    status: answer.statusCode ?? 0,
    statusText: answer.statusMessage ?? "",
    headers: paired(answer.rawHeaders),
    body: textIn(body, type),
    size: body.length,
  };
}

function paired(raw: readonly string[]): [string, string][] {
  return raw.flatMap((name, index): [string, string][] => (index % 2 ? [] : [[name, raw[index + 1] ?? ""]]));
}
