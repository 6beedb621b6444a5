/** What lies in a folder, by size and time: enough to tell what has to be copied. */
import { lstat, readdir, readlink } from "node:fs/promises";
import { join } from "node:path";
import { inTurns } from "./in-turns.js";

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
 * Reads all of a folder; links are not followed. Sockets, devices and pipes are left out.
 *
 * @param leaveOut names directly in the folder that do not belong to it
 */
export async function readContents(
  folder: string,
  leaveOut: (name: string) => boolean = () => false,
): Promise<Contents> {
  const contents: Contents = new Map();
  let level = [""];
  while (level.length > 0) {
    const deeper: string[] = [];
    await inTurns(level, async (prefix) => {
      const names = (await readdir(join(folder, prefix))).filter((name) => prefix !== "" || !leaveOut(name));
      for (const name of names) {
        const path = prefix + name;
        const item = await readItem(join(folder, path));
        if (!item) continue;
        contents.set(path, item);
        if (item.kind === "folder") deeper.push(`${path}/`);
      }
    });
    level = deeper;
  }
  return contents;
}

async function readItem(path: string): Promise<Item | undefined> {
  const stat = await lstat(path);
  const mode = stat.mode & 0o7777;
  if (stat.isFile()) return { kind: "file", bytes: stat.size, modified: stat.mtimeMs, mode };
  if (stat.isDirectory()) return { kind: "folder", bytes: 0, modified: 0, mode };
  if (!stat.isSymbolicLink()) return undefined;
  return { kind: "link", bytes: 0, modified: 0, mode, target: await readlink(path) };
}

/** Times pass through floating-point seconds when they are set. */
const tolerance = 5;

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
