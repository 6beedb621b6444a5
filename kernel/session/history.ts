/**
 * `history_request`: earlier input.
 * Source: "History" of Jupyter's messaging specification.
 */
import type * as z from "zod/mini";
import type { HistoryReply } from "../messages/replies.js";
import type { HistoryRequest } from "../messages/requests.js";
import type { Conversation } from "./conversation.js";
import type { Entry } from "./history-file.js";

type Request = z.output<typeof HistoryRequest>;

export async function history(request: Request, conversation: Conversation): Promise<HistoryReply> {
  const entries = await conversation.history.entries();
  const found = chosen(request, entries, conversation.history.session);
  return {
    status: "ok",
    history: found.map(({ session, line, code, output = null }) => [
      session,
      line,
      request.output ? [code, output] : code,
    ]),
  };
}

/** @param entries oldest first */
export function chosen(request: Request, entries: Entry[], current: number): Entry[] {
  switch (request.hist_access_type) {
    case "range": {
      const session = sessionOf(request.session, entries, current);
      const { start, stop } = request;
      return entries.filter(
        (one) => one.session === session && one.line >= start && (stop === null || one.line < stop),
      );
    }
    case "tail":
      return last(entries, request.n);
    case "search": {
      const pattern = glob(request.pattern);
      const found = entries.filter(({ code }) => pattern.test(code));
      return last(request.unique ? latestOfEach(found) : found, request.n);
    }
  }
}

/** 0 is this session, -1 the one before it, and so on. */
function sessionOf(wanted: number, entries: Entry[], current: number): number | undefined {
  if (wanted > 0) return wanted;
  const earlier = [...new Set(entries.map(({ session }) => session))].filter((one) => one < current);
  return [...earlier.sort((a, b) => a - b), current].at(wanted - 1);
}

function last(entries: Entry[], n: number | null): Entry[] {
  return n === null ? entries : entries.slice(Math.max(0, entries.length - n));
}

function latestOfEach(entries: Entry[]): Entry[] {
  return entries.filter(({ code }, at) => entries.findLastIndex((one) => one.code === code) === at);
}

/** `*` stands for any text, `?` for one character. */
function glob(pattern: string): RegExp {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${source}$`, "su");
}
