/** One run at a time in a chapter's folder: two would change each other's files. */
import { createHash } from "node:crypto";
import { realpath } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { demandWritable } from "../folders.js";
import { lock } from "../setup/lock.mjs";

/**
 * Waits until no other `djlab run` is at work in these chapters' folders, and says for whom. A kernel of JupyterLab
 * does not count: it lives as long as its chapter is open there, and authors run what they have open.
 *
 * @param root djlab's folder, which takes the locks
 * @param notebooks absolute paths
 * @returns lets others in; the end of the process does, too
 * @throws WrongUse when no locks can be kept; the signal's reason when that ends the waiting
 */
export async function lockWorkFolders(
  root: string,
  notebooks: string[],
  signal: AbortSignal,
): Promise<() => void> {
  const folder = join(root, ".djlab/locks");
  await demandWritable(folder, `Locks are kept there: make ${root} writable for you.`);
  const locks = notebooks.map(async (notebook) => {
    const name = basename(notebook, ".ipynb");
    // As the library's `chapter` names it.
    const work = resolve(await realpath(dirname(notebook)), process.env.DJLAB_WORK ?? "work", name);
    const mark = createHash("sha256").update(work).digest("hex").slice(0, 8);
    return [join(folder, `${name}-${mark}`), `another run of ${name}`];
  });
  return lock(Object.fromEntries(await Promise.all(locks)), signal);
}
