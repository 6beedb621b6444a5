/** The notebooks that a command was asked for. */
import { readdir, stat } from "node:fs/promises";
import { basename, extname, join, resolve } from "node:path";
import { WrongUse } from "../errors.js";
import { chapterFiles } from "./course.js";

/**
 * The files, as absolute paths: each one named from the working directory, or else a chapter of the course; its
 * ending may be left out. None named: every chapter.
 *
 * @throws WrongUse when one is not there or is a folder, or two have the same name
 * @example await namedNotebooks(root, ["04-first-project"]);
 */
export async function namedNotebooks(root: string, named: string[]): Promise<string[]> {
  if (named.length === 0) return chapterFiles(root);
  const files = [...new Set(await Promise.all(named.map((name) => find(root, name))))];
  refuseNamesakes(files);
  return files;
}

/** Results are named after their notebooks, so two of one name would overwrite each other. */
function refuseNamesakes(files: string[]): void {
  const seen = new Map<string, string>();
  for (const file of files) {
    const other = seen.get(basename(file));
    if (other)
      throw new WrongUse(`${other} and ${file} have the same name`, {
        next: "Run one after the other, with --out.",
      });
    seen.set(basename(file), file);
  }
}

async function find(root: string, name: string): Promise<string> {
  const chapters = join(root, "notebooks");
  const places = basename(name) === name ? [resolve(name), join(chapters, name)] : [resolve(name)];
  const files = places.flatMap((place) => (extname(name) === ".ipynb" ? [place] : [place, `${place}.ipynb`]));
  const kinds = await Promise.all(files.map(kindOf));
  const file = files[kinds.indexOf("file")];
  if (file) return file;
  const folder = files[kinds.indexOf("folder")];
  const [first] = await notebooksIn(folder ?? "");
  if (folder) {
    const next = first ? `Name a notebook in it: ${join(name, first)}` : await chaptersOf(chapters);
    throw new WrongUse(`${folder} is a folder, not a notebook`, { next });
  }
  throw new WrongUse(`there is no notebook ${places.join(", and no ")}`, {
    next: await chaptersOf(chapters),
  });
}

async function kindOf(path: string): Promise<"file" | "folder" | undefined> {
  const found = await stat(path).catch(() => undefined);
  if (!found) return undefined;
  return found.isDirectory() ? "folder" : "file";
}

async function notebooksIn(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return names.filter((name) => name.endsWith(".ipynb")).sort();
}

async function chaptersOf(folder: string): Promise<string> {
  const names = (await notebooksIn(folder)).map((file) => basename(file, ".ipynb"));
  return names.length > 0
    ? `Name a notebook's file, or a chapter: ${names.join(", ")}`
    : "Name a notebook's file.";
}
