/** The library's own writing, and what may come in its way. */
import { randomUUID } from "node:crypto";
import { mkdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { DjlabError } from "./errors.js";

/** A folder cannot be written. */
export class FolderUnusable extends DjlabError {}

const reasons: Record<string, [what: string, next: string]> = {
  ENOSPC: ["the disk is full", "Make room on the disk, then run the cell again."],
  EDQUOT: ["you have used all the room that you were given", "Make room, then run the cell again."],
  EROFS: [
    "this disk can only be read",
    "Copy the course to a folder of your own, and start there; or name another place in DJLAB_WORK.",
  ],
  EACCES: [
    "you may not write there",
    "Copy the course to a folder of your own, and start there; or name another place in DJLAB_WORK.",
  ],
  EEXIST: [
    "a file has its name, or that of a folder on the way to it",
    "Move that file away, or take another folder.",
  ],
};

const sameAs: Record<string, string> = { EPERM: "EACCES", ENOTDIR: "EEXIST" };

/**
 * Does work that writes in a folder, and tells a person when that cannot be.
 *
 * @throws FolderUnusable for a full disk, one that can only be read, a folder that is somebody else's
 */
export async function writable<T>(folder: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code ?? "";
    const [what, next] = reasons[sameAs[code] ?? code] ?? [];
    if (cause instanceof DjlabError || !what) throw cause;
    throw new FolderUnusable(`The folder ${folder} cannot be used: ${what}`, { next, cause });
  }
}

/** Makes a folder and those on the way. (Node's own way says of a disk that can only be read that nothing is there.) */
export async function makeFolder(path: string): Promise<void> {
  if (await isFolder(path)) return;
  if (dirname(path) !== path) await makeFolder(dirname(path));
  await mkdir(path).catch(async (cause: unknown) => {
    if (!(await isFolder(path))) throw cause;
  });
}

/**
 * Writes beside, then renames: who reads meanwhile, or after a kill, sees the old text or the new one.
 *
 * @param mode permission bits; the usual ones unless said
 */
export async function writeWhole(path: string, text: string, mode?: number): Promise<void> {
  const beside = `${path}.${randomUUID()}`;
  try {
    await writeFile(beside, text, { mode });
    await rename(beside, path);
  } finally {
    await rm(beside, { force: true });
  }
}

async function isFolder(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  return found?.isDirectory() ?? false;
}
