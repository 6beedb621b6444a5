/** How the commands write what they make. */
import { rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { makeFolder } from "./folders.js";

/** Writes a file whole or not at all: who opens it meanwhile sees the old one. Folders on the way are made. */
export async function writeWhole(path: string, text: string): Promise<void> {
  await makeFolder(dirname(path));
  const half = join(dirname(path), `.${basename(path)}.${process.pid}.tmp`);
  try {
    await writeFile(half, text);
    await rename(half, path);
  } catch (cause) {
    await rm(half, { force: true });
    throw cause;
  }
}
