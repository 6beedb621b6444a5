/** Files of a project, written so that each is either the old or the new one, and never over somebody's edit. */
import { randomUUID } from "node:crypto";
import {
  chmod,
  mkdir,
  readdir,
  readFile,
  realpath,
  rename,
  rm,
  rmdir,
  stat,
  writeFile,
} from "node:fs/promises";
import { basename, dirname, join, relative, sep } from "node:path";
import { DjlabError } from "../../tools/errors.js";
import { FileChanged, NotWritten } from "./refusals.js";

/** A file as it must be now, and as it will be; undefined when there is none. */
export interface FileStep {
  /** From the project's folder, with forward slashes. */
  path: string;
  before?: Buffer;
  after?: Buffer;
}

/**
 * Writes (or removes) several files; when one cannot be written, those before it are as they were.
 *
 * @returns the folders that were made for them, from the project's folder
 * @throws FileChanged when one of them is not what it was when the edit was planned
 * @throws NotWritten when the system does not allow it
 */
export async function writeFiles(folder: string, steps: readonly FileStep[]): Promise<string[]> {
  const folders: string[] = [];
  const done: FileStep[] = [];
  try {
    for (const step of steps) {
      folders.push(...(await writeStep(folder, step).catch((cause) => refused(step.path, cause))));
      done.push(step);
    }
  } catch (error) {
    for (const { path, before, after } of done.reverse()) {
      await writeStep(folder, { path, before: after, after: before }).catch(() => undefined);
    }
    await removeFolders(folder, folders);
    throw error;
  }
  return folders;
}

/** A file's bytes; undefined when there is none. */
export async function readIfThere(folder: string, path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(join(folder, path));
  } catch (error) {
    if (["ENOENT", "ENOTDIR"].includes((error as NodeJS.ErrnoException).code ?? "")) return undefined;
    throw error;
  }
}

/** Removes those folders that are empty, inner ones first. */
export async function removeFolders(folder: string, paths: readonly string[]): Promise<void> {
  for (const path of [...paths].sort((a, b) => b.length - a.length)) {
    await rmdir(join(folder, path)).catch(() => undefined);
  }
}

function refused(path: string, cause: NodeJS.ErrnoException): never {
  if (cause instanceof DjlabError) throw cause;
  throw new NotWritten(`${path} could not be written: ${cause.code ?? cause.message}`, {
    path,
    cause,
    next: "Look whether its folder is there, is yours, and has room.",
  });
}

async function writeStep(folder: string, { path, before, after }: FileStep): Promise<string[]> {
  await unchanged(folder, path, before);
  const file = join(folder, path);
  if (after === undefined) {
    await rm(file);
    return [];
  }
  // A link stays a link: the file that it leads to is written.
  const target = before === undefined ? file : await realpath(file);
  const first = await mkdir(dirname(target), { recursive: true });
  const beside = join(dirname(target), `.${randomUUID()}.djlab`);
  try {
    await writeFile(beside, after, { flag: "wx" });
    if (before !== undefined) await chmod(beside, (await stat(target)).mode);
    await unchanged(folder, path, before);
    await rename(beside, target);
    await forgetCompiled(target);
  } finally {
    await rm(beside, { force: true });
  }
  return first === undefined ? [] : between(folder, first, dirname(target));
}

/**
 * Python takes a compiled copy for current by its source's length and full second, which two edits may share.
 *
 * @source PEP 3147; PEP 552
 */
async function forgetCompiled(file: string): Promise<void> {
  if (!file.endsWith(".py")) return;
  const folder = join(dirname(file), "__pycache__");
  const start = `${basename(file, ".py")}.`;
  const names = await readdir(folder).catch(() => []);
  for (const name of names) if (name.startsWith(start)) await rm(join(folder, name), { force: true });
}

async function unchanged(folder: string, path: string, before?: Buffer): Promise<void> {
  const now = await readIfThere(folder, path);
  if (now === undefined ? before === undefined : before?.equals(now)) return;
  throw new FileChanged(`${path} was changed by somebody else meanwhile`, {
    path,
    next: "Save it in the editor, then run the cell again.",
  });
}

/** The folders from one to another below it. */
function between(folder: string, first: string, last: string): string[] {
  const found: string[] = [];
  for (let each = last; each.length >= first.length; each = dirname(each)) {
    found.push(relative(folder, each).split(sep).join("/"));
  }
  return found;
}
