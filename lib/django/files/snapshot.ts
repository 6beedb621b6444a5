/** The state of a folder's files at one moment. */
import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
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
}

/** By path, in the order of a tree. */
export type Snapshot = ReadonlyMap<string, Entry>;

/** Folders of which it matters only that they are there. */
const closed = new Set(["__pycache__", "node_modules", ".git"]);

/** Longer files are not shown. UTF-16 units. */
const longest = 20_000;

/** Reads a folder, files before folders, each by name. */
export async function snapshot(folder: string): Promise<Snapshot> {
  const entries = await readFolder(folder, "");
  return new Map(entries.map((entry) => [entry.path, entry]));
}

async function readFolder(folder: string, prefix: string): Promise<Entry[]> {
  const found = await readdir(join(folder, prefix), { withFileTypes: true });
  found.sort((a, b) => Number(a.isDirectory()) - Number(b.isDirectory()) || (a.name < b.name ? -1 : 1));
  const entries: Entry[] = [];
  for (const item of found) {
    const path = prefix + item.name;
    if (item.isFile()) entries.push(await readEntry(folder, path));
    if (!item.isDirectory()) continue;
    entries.push({ path: `${path}/`, bytes: 0, digest: "" });
    if (!closed.has(item.name)) entries.push(...(await readFolder(folder, `${path}/`)));
  }
  return entries;
}

async function readEntry(folder: string, path: string): Promise<Entry> {
  const content = await readFile(join(folder, path));
  const digest = createHash("sha256").update(content).digest("hex");
  const isText = content.length <= longest && !content.includes(0);
  return { path, bytes: content.length, digest, ...(isText && { text: content.toString("utf8") }) };
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
