/** Makes a folder hold exactly what another one holds. */
import { constants } from "node:fs";
import { chmod, copyFile, mkdir, rm, symlink, utimes } from "node:fs/promises";
import { join } from "node:path";
import { inParallel } from "../in-parallel.js";
import { type Contents, type Item, isSame, readContents } from "./contents.js";

/** As many files as a disk answers well: more only wait for each other, and each is held open. */
const atOnce = 32;

/** What it took to make one folder as another. */
export interface Copied {
  /** Files that were copied, as they were missing or other ones. */
  copied: number;
  /** Files and links that were there already. */
  kept: number;
  /** Files, folders and links that had to go. */
  removed: number;
}

/**
 * Copies what is missing or different in `to`, and removes what is not in `from`. A file keeps its time, by
 * which Python knows whether its compiled copy still fits.
 *
 * @param wanted what `from` holds
 * @param there what `to` holds; nothing else of it is touched
 * @param settled milliseconds since 1970: what was changed from then on is copied in any case
 */
export async function makeSame(
  from: string,
  wanted: Contents,
  to: string,
  there: Contents,
  settled = Number.POSITIVE_INFINITY,
): Promise<Copied> {
  const isRight = (item: Item, other?: Item) => isSame(item, other) && item.modified < settled;
  const stays = (path: string, item: Item) => item.kind === "folder" && wanted.get(path)?.kind === "folder";
  const different = [...there].filter(([path, item]) => {
    const other = wanted.get(path);
    return !stays(path, item) && !(other && isRight(other, item));
  });
  // What is in a folder that goes, goes with it; its name may be that of a file now.
  await inParallel(outermost(different.map(([path]) => path)), atOnce, (path) => remove(join(to, path)));
  await mkdir(to, { recursive: true });
  const items = [...wanted];
  for (const [path, { kind }] of items)
    if (kind === "folder" && there.get(path)?.kind !== "folder") await mkdir(join(to, path));
  const missing = items.filter(([path, item]) => item.kind !== "folder" && !isRight(item, there.get(path)));
  await inParallel(missing, atOnce, ([path, item]) => copyItem(join(from, path), join(to, path), item));
  // From the innermost on: a folder that may not be written must have all of its own by then.
  for (const [path, { kind, mode }] of items.reverse())
    if (kind === "folder" && there.get(path)?.mode !== mode) await chmod(join(to, path), mode);
  const leaves = items.filter(([, { kind }]) => kind !== "folder").length;
  return {
    copied: missing.length,
    kept: leaves - missing.length,
    removed: different.filter(([path]) => !wanted.has(path)).length,
  };
}

function outermost(paths: readonly string[]): string[] {
  const all = new Set(paths);
  const parents = (path: string) => [...path.matchAll(/\//g)].map(({ index }) => path.slice(0, index));
  return paths.filter((path) => !parents(path).some((parent) => all.has(parent)));
}

async function copyItem(from: string, to: string, item: Item): Promise<void> {
  if (item.kind === "link") return symlink(item.target ?? "", to);
  // On disks that can, both share their bytes until one is changed.
  await copyFile(from, to, constants.COPYFILE_FICLONE);
  const seconds = item.modified / 1000;
  await utimes(to, seconds, seconds);
}

/** Removes a file, a link, or a folder with all that is in it, also where its owner has made it unwritable. */
export async function remove(path: string): Promise<void> {
  const gone = () => rm(path, { recursive: true, force: true, maxRetries: 5 });
  await gone().catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== "EACCES" && error.code !== "EPERM") throw error;
    await chmod(path, 0o700);
    for (const [inner, { kind }] of readContents(path))
      if (kind === "folder") await chmod(join(path, inner), 0o700);
    await gone();
  });
}
