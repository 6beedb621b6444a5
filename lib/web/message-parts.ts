/** A message of HTTP/1.1, taken apart line by line. */
import { headerMeanings } from "./header-meanings.js";

export interface Part {
  what:
    | "request line"
    | "status line"
    | "header"
    | "empty line"
    | "body"
    | "chunk size"
    | "chunk"
    | "not HTTP";
  /** As it came, without its line end; bytes as Latin-1. */
  text: string;
  meaning: string;
}

/**
 * The parts of a request or an answer, in order; also of a broken one, as far as it can be read.
 *
 * @param message bytes as Latin-1, one character a byte
 * @source RFC 9112, 2 to 7
 * @example partsOf("GET / HTTP/1.1\r\n\r\n")[0].what // request line
 */
export function partsOf(message: string): Part[] {
  if (message === "") return [];
  const end = /\r?\n\r?\n/.exec(message);
  const head = message.slice(0, end?.index ?? message.length);
  const [first = "", ...lines] = head.split(/\r?\n/);
  const headers = lines.filter((line, index) => line !== "" || index < lines.length - 1).map(headerPart);
  const parts = [firstPart(first), ...headers];
  if (!end) return parts;
  parts.push({ what: "empty line", text: "", meaning: "here the headers end" });
  const body = message.slice(end.index + end[0].length);
  return [...parts, ...(isChunked(head) ? chunksOf(body) : bodyOf(body))];
}

function firstPart(text: string): Part {
  const [, method, target, version] = /^([!#$%&'*+.^`|~\w-]+) (\S+) HTTP\/(\d\.\d)$/.exec(text) ?? [];
  if (method)
    return {
      what: "request line",
      text,
      meaning: `${method}: the method; ${target}: what is asked for; HTTP ${version}`,
    };
  const [, status, reason = ""] = /^HTTP\/\d\.\d (\d{3})(?: (.*))?$/.exec(text) ?? [];
  if (status)
    return {
      what: "status line",
      text,
      meaning: `${status}: ${classes[status[0] ?? ""] ?? "?"}; ${reason}: the same in words`,
    };
  return { what: "not HTTP", text, meaning: "a message begins with a method or with HTTP/" };
}

const classes: Record<string, string> = {
  1: "go on",
  2: "it worked",
  3: "look elsewhere",
  4: "the asker's mistake",
  5: "the server's mistake",
};

function headerPart(text: string): Part {
  const name = /^([!#$%&'*+.^`|~\w-]+):/.exec(text)?.[1];
  if (!name) return { what: "not HTTP", text, meaning: "a header is a name, a colon and a value" };
  return { what: "header", text, meaning: headerMeanings[name.toLowerCase()] ?? "" };
}

export function isChunked(head: string): boolean {
  return /^transfer-encoding:.*\bchunked\s*$/im.test(head);
}

function bodyOf(body: string): Part[] {
  return body === "" ? [] : [{ what: "body", text: body, meaning: `${body.length} bytes` }];
}

/** A chunk is its length in hexadecimal, a line end, that many bytes and a line end; one of length 0 is the last. */
function chunksOf(body: string): Part[] {
  const parts: Part[] = [];
  for (let rest = body; rest !== ""; ) {
    const [line = "", digits] = /^([\da-f]+)[^\r\n]*\r\n/i.exec(rest) ?? [];
    if (!digits)
      return [...parts, { what: "not HTTP", text: rest, meaning: "a chunk begins with its length" }];
    const size = Number.parseInt(digits, 16);
    const meaning = size === 0 ? "no more chunks" : `the next chunk has ${size} bytes (this is hexadecimal)`;
    parts.push({ what: "chunk size", text: line.trimEnd(), meaning });
    if (size === 0) return parts;
    parts.push({
      what: "chunk",
      text: rest.slice(line.length, line.length + size),
      meaning: `${size} bytes`,
    });
    rest = rest.slice(line.length + size + 2);
  }
  return parts;
}

/** Whether an answer is all there; undefined when only the end of the connection can tell. */
export function isWhole(message: string, method: string): boolean | undefined {
  const end = message.indexOf("\r\n\r\n");
  if (end < 0) return false;
  const head = message.slice(0, end);
  const status = Number(/^HTTP\/\d\.\d (\d{3})/.exec(head)?.[1]);
  if (status >= 100 && status < 200) return isWhole(message.slice(end + 4), method);
  if (method === "HEAD" || status === 204 || status === 304) return true;
  const body = message.slice(end + 4);
  if (isChunked(head)) return /(^|\r\n)0[^\r\n]*\r\n(?:[^\r\n]+\r\n)*\r\n$/.test(body);
  const length = /^content-length:\s*(\d+)\s*$/im.exec(head)?.[1];
  return length === undefined ? undefined : body.length >= Number(length);
}
