/** Where something stands in the code. */
import { oneLine } from "./words.js";

export interface CodePlace {
  /** What it is called there. */
  name: string;
  /** Its file, as one would type it. */
  file?: string;
  /** Line of the file, from 1. */
  line?: number;
}

/** `file:line`, or what is known of it. */
export function placeOf({ file, line }: { file?: string; line?: number }): string {
  if (file === undefined) return "";
  return oneLine(line === undefined ? file : `${file}:${line}`);
}
