/** The state of a folder's files at one moment. */
import { isUtf8 } from "node:buffer";
import { createHash } from "node:crypto";
import type { Dirent } from "node:fs";
import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";

/** A file or folder. */
export interface Entry {
  /** From the folder looked at, with forward slashes; folders end in one. */
  path: string;
  /** Zero for folders. */
  bytes: number;
  /** SHA-256 of a file's bytes; empty for folders, and for those that are not looked into. */
  digest: string;
  /** The text of a file that is text and not long. */
  text?: string;
  /** Whether it is text at all, however long. */
  isText: boolean;
}

/** By path, in the order of a tree. */
export type Snapshot = ReadonlyMap<string, Entry>;

/** Folders of which it matters only that they are there; so it is with environments. */
const closed = new Set(["__pycache__", "node_modules", ".git"]);

/** By this file a virtual environment is known (PEP 405). */
const environmentMark = "pyvenv.cfg";

/** Longer files are not shown. UTF-16 units. */
const longest = 20_000;

/** Larger files are not read: their size and time stand for their content. Bytes. */
const largest = 20_000_000;

/**
 * Reads a folder, files before folders, each by name. Environments, .git and node_modules stay closed; of links,
 * those to files are read, and all others left out.
 */
export async function snapshot(folder: string): Promise<Snapshot> {
  const entries = await readFolder(folder, "");
  return new Map(entries.map((entry) => [entry.path, entry]));
}

async function readFolder(folder: string, prefix: string): Promise<Entry[]> {
  const found = await readdir(join(folder, prefix), { withFileTypes: true });
  const mark = found.some(({ name }) => name === environmentMark);
  if (prefix && mark) return readEntry(folder, prefix + environmentMark);
  found.sort((a, b) => Number(a.isDirectory()) - Number(b.isDirectory()) || (a.name < b.name ? -1 : 1));
  const entries: Entry[] = [];
  for (const item of found) {
    const path = prefix + item.name;
    if (item.isFile() || (await isLinkToFile(folder, path, item)))
      entries.push(...(await orGone(readEntry(folder, path))));
    if (!item.isDirectory()) continue;
    entries.push({ path: `${path}/`, bytes: 0, digest: "", isText: false });
    if (!closed.has(item.name)) entries.push(...(await orGone(readFolder(folder, `${path}/`))));
  }
  return entries;
}

/** (A link to a folder may lead back to one that it lies in.) */
async function isLinkToFile(folder: string, path: string, item: Dirent): Promise<boolean> {
  if (!item.isSymbolicLink()) return false;
  const target = await stat(join(folder, path)).catch(() => undefined);
  return target?.isFile() ?? false;
}

/** What went between being listed and being read (a database's journal) is not there. */
async function orGone(reading: Promise<Entry[]>): Promise<Entry[]> {
  return reading.catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return [];
    throw error;
  });
}

async function readEntry(folder: string, path: string): Promise<Entry[]> {
  const { size, mtimeMs } = await stat(join(folder, path));
  if (size > largest) return [{ path, bytes: size, digest: `${size} ${mtimeMs}`, isText: false }];
  const content = await readFile(join(folder, path));
  const digest = createHash("sha256").update(content).digest("hex");
  const isText = !content.includes(0) && isUtf8(content);
  const text = isText && content.length <= longest && { text: content.toString("utf8") };
  return [{ path, bytes: content.length, digest, isText, ...text }];
}

export type Change = "new" | "changed" | "gone";

/** What happened to each path between two looks; unchanged ones are left out. */
export function changes(before: Snapshot, after: Snapshot): Map<string, Change> {
  const found = new Map<string, Change>();
  for (const [path, { digest }] of after) {
    const old = before.get(path);
    if (!old) found.set(path, "new");
    else if (old.digest !== digest) found.set(path, "changed");
  }
  for (const path of before.keys()) if (!after.has(path)) found.set(path, "gone");
  return found;
}
