/** Folders that the commands write into. */
import { rmSync } from "node:fs";
import { mkdir, mkdtemp, readdir, realpath, rmdir, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { WrongUse } from "./errors.js";
import { lives } from "./setup/lock.mjs";

/** Makes a folder and those on the way. (Where nothing can be made, as in /proc, Node's own way tries for ever.) */
export async function makeFolder(path: string): Promise<void> {
  if (await isFolder(path)) return;
  if (dirname(path) !== path) await makeFolder(dirname(path));
  try {
    await mkdir(path);
  } catch (cause) {
    if (!(await isFolder(path))) throw cause;
  }
}

/**
 * Makes a folder, and tries whether files can be made in it.
 *
 * @param next what to do when they cannot
 * @throws WrongUse with what the system says
 */
export async function demandWritable(folder: string, next: string): Promise<void> {
  try {
    await makeFolder(folder);
    await rmdir(await mkdtemp(join(folder, ".djlab-")));
  } catch (cause) {
    const { code, path, message } = cause as NodeJS.ErrnoException;
    const why = code === "EEXIST" ? `${path} is a file, not a folder` : message;
    throw new WrongUse(`Nothing can be written into ${folder}: ${why}`, { next, cause });
  }
}

/**
 * Hands `work` an empty folder of its own, which is gone afterwards, however the command ends; after a kill -9 the
 * next one removes it.
 */
export async function withEmptyFolder<T>(above: string, work: (folder: string) => Promise<T>): Promise<T> {
  await makeFolder(above);
  for (const name of await readdir(above)) if (isAbandoned(name)) removeFolder(join(above, name));
  const folder = await realpath(await mkdtemp(join(above, `work-${process.pid}-`)));
  const remove = () => removeFolder(folder);
  process.on("exit", remove);
  try {
    return await work(folder);
  } finally {
    remove();
    process.off("exit", remove);
  }
}

const removeFolder = (folder: string) => rmSync(folder, { recursive: true, force: true, maxRetries: 5 });

/** Whether it is the folder of a process that runs no more. */
function isAbandoned(name: string): boolean {
  const pid = /^work-(\d+)-/.exec(name)?.[1];
  return pid !== undefined && !lives(Number(pid));
}

async function isFolder(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  return found?.isDirectory() ?? false;
}
