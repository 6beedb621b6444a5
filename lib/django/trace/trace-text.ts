/** A request that was followed, as text. */
import { type Followed, statusText } from "./followed.js";
import { type Row, rowsOf } from "./rows.js";
import { milliseconds, placeText } from "./step.js";

/** One line for each step: what, where, how long. */
export function traceText(request: Followed): string {
  const { method, path, size, seconds } = request;
  const head = `${method} ${path}: ${statusText(request)}, ${size} bytes, ${milliseconds(seconds)}`;
  return [head, ...rowsOf(request).map(line)].join("\n");
}

function line({ level, word, name, remark, place = {}, seconds }: Row): string {
  const what = `${word} ${name}${remark ? ` (${remark})` : ""}`;
  const where = [placeText(place), seconds !== undefined && milliseconds(seconds)].filter(Boolean).join("  ");
  return `${"  ".repeat(level + 1)}${what}  ${where}`.trimEnd();
}
