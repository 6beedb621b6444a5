/** What lies in a folder, by size and time: enough to tell what has to be copied. */
import { lstatSync, readdirSync, readlinkSync } from "node:fs";
import { join } from "node:path";

/** A file, a folder or a link. */
export interface Item {
  kind: "file" | "folder" | "link";
  /** Zero for all but files. */
  bytes: number;
  /** When its content was changed last, in milliseconds since 1970; zero for all but files. */
  modified: number;
  /** Permission bits. */
  mode: number;
  /** Where a link leads, as it says. */
  target?: string;
}

/** By path from the folder, with forward slashes; a folder comes before what is in it. */
export type Contents = Map<string, Item>;

/**
 * Reads all of a folder; links are not followed. Sockets, devices and pipes are left out. (An environment has
 * thousands of files: one after the other without waiting takes a tenth of the time that promises take.)
 *
 * @param leaveOut names directly in the folder that do not belong to it
 */
export function readContents(folder: string, leaveOut: (name: string) => boolean = () => false): Contents {
  const contents: Contents = new Map();
  read("");
  return contents;

  function read(prefix: string) {
    for (const name of readdirSync(join(folder, prefix))) {
      if (prefix === "" && leaveOut(name)) continue;
      const item = readItem(join(folder, prefix, name));
      if (!item) continue;
      contents.set(prefix + name, item);
      if (item.kind === "folder") read(`${prefix}${name}/`);
    }
  }
}

function readItem(path: string): Item | undefined {
  const stat = lstatSync(path);
  const mode = stat.mode & 0o7777;
  if (stat.isFile()) return { kind: "file", bytes: stat.size, modified: stat.mtimeMs, mode };
  if (stat.isDirectory()) return { kind: "folder", bytes: 0, modified: 0, mode };
  if (!stat.isSymbolicLink()) return undefined;
  return { kind: "link", bytes: 0, modified: 0, mode, target: readlinkSync(path) };
}

/** Times pass through floating-point seconds when they are set. Milliseconds. */
const tolerance = 0.01;

/** Whether two items need no copying. */
export function isSame(one: Item, other: Item | undefined): boolean {
  return (
    one.kind === other?.kind &&
    one.bytes === other.bytes &&
    one.target === other.target &&
    (one.kind === "link" || one.mode === other.mode) &&
    Math.abs(one.modified - other.modified) < tolerance
  );
}
