/**
 * TypeScript's library and Node's types are kept without their comments, which are two thirds of their text. A
 * documentation comment leaves a mark in its place, by which it is read again when somebody asks for it.
 */
import { readFileSync } from "node:fs";

/** In a declaration file nothing else has a beginning and an end of its own. */
const stringOrComment = /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`|\/\*[\s\S]*?\*\/|\/\/.*/g;
const mark = /\/\*\*(\d+):(\d+)\*\//g;

/** The files that marks speak of. */
const paths: string[] = [];

/** The text of a declaration file without comments. */
export function withoutComments(text: string, path: string): string {
  const place = paths.push(path) - 1;
  return text.replace(stringOrComment, (found, start: number) => {
    if (!found.startsWith("/")) return found;
    return found.startsWith("/**") ? `/**${place}:${start}*/` : "";
  });
}

/** A part of such a text, with its documentation comments. */
export function withComments(text: string): string {
  return text.replace(mark, (_, place, start) => {
    const whole = read(paths[Number(place)]!);
    return whole.slice(Number(start), whole.indexOf("*/", Number(start)) + "*/".length);
  });
}

/** Nothing, when the file is gone since: what is asked for can be told without it. */
function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
