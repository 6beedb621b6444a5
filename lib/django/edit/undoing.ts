/** How edits are undone: worked out first, for all files, and written after that. */
import { FileDiff } from "../files/file-diff.js";
import { applied, reversed, type Splice } from "../files/line-diff.js";
import { rebased } from "./rebase.js";
import { FileChanged, PlaceNotFound } from "./refusals.js";
import { digestOf, type RecordedEdit, type RecordedFile, readable, recordedFile } from "./undo-record.js";

/** The contents of a project's files, by path; undefined for those that are not there. */
export type Contents = Map<string, Buffer | undefined>;

/**
 * Takes one edit back, in `contents` and in the record; those after it stay, and their records are fitted.
 *
 * @returns the record without it
 * @throws FileChanged when somebody has changed one of its files since
 * @throws PlaceNotFound when a later edit changed the same lines
 */
export function withoutEdit(
  edits: readonly RecordedEdit[],
  edit: RecordedEdit,
  contents: Contents,
): RecordedEdit[] {
  const index = edits.indexOf(edit);
  let later = edits.slice(index + 1);
  for (const file of edit.files) {
    const chain = later.flatMap((each) => each.files.filter(({ path }) => path === file.path));
    const now = contents.get(file.path);
    // An interrupt may have come between the record and the file.
    if (chain.length === 0 && isBefore(file, now)) continue;
    const fitted = back(file, chain, now);
    contents.set(file.path, fitted.content);
    later = later.map((each) => ({ ...each, files: each.files.map((one) => fitted.files.get(one) ?? one) }));
  }
  return [...edits.slice(0, index), ...later];
}

function isBefore({ before }: RecordedFile, now?: Buffer): boolean {
  return now === undefined ? before === null : digestOf(now) === before;
}

/** The file without one change to it, and the records of the later ones as they are then. */
function back(file: RecordedFile, chain: readonly RecordedFile[], now?: Buffer) {
  const last = chain.at(-1) ?? file;
  if (now === undefined || digestOf(now) !== last.after) throw changedSince(last, now);
  if (chain.length > 0 && file.before === null) throw builtOn(file);
  // The texts after each of the later changes, the oldest first; the first is that after the one to undo.
  const texts = [now.toString("latin1")];
  for (const each of [...chain].reverse()) {
    texts.unshift(applied(texts[0] ?? "", reversed(changesOf(each))));
  }
  let inverse = reversed(changesOf(file));
  let content = applied(texts[0] ?? "", inverse);
  const files = new Map<RecordedFile, RecordedFile>();
  chain.forEach((each, index) => {
    const moved = rebased(inverse, changesOf(each));
    if (!moved) throw builtOn(file);
    inverse = moved;
    const next = applied(texts[index + 1] ?? "", inverse);
    files.set(each, recordedFile(each.path, bytes(content), bytes(next)));
    content = next;
  });
  return { content: file.before === null ? undefined : bytes(content), files };
}

function bytes(text: string): Buffer {
  return Buffer.from(text, "latin1");
}

function changesOf(file: RecordedFile): Splice[] {
  if (file.changes) return file.changes;
  throw new PlaceNotFound(
    `What ${file.path} held before was a secret, and is not kept by a kernel that has ended`,
    {
      path: file.path,
      next: "Change it by hand, in the editor.",
    },
  );
}

function builtOn({ path }: RecordedFile): PlaceNotFound {
  return new PlaceNotFound(`A later edit of ${path} changed the same lines`, {
    path,
    next: 'Undo that one first, or all: await edits.undo("all")',
  });
}

function changedSince({ path, shown }: RecordedFile, now?: Buffer): FileChanged {
  if (now === undefined) {
    return new FileChanged(`${path} is gone, so its edit cannot be undone`, { path });
  }
  const diff = new FileDiff({ path, before: shown, after: readable(now) });
  return new FileChanged(`${path} was changed since the edit, and keeps these changes:\n${diff}`, {
    path,
    next: "Take them back in the editor, save, and undo again; or mend the file by hand.",
  });
}
