/** What was edited in a project, kept so that it can be undone, by a later kernel too. */
import { isUtf8 } from "node:buffer";
import { createHash } from "node:crypto";
import { mkdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { writeWhole } from "../../tools/disk.js";
import { machinery } from "../../tools/machinery.js";
import { linesOf, type Splice, splices } from "../files/line-diff.js";
import { maskedSource } from "../files/masked-source.js";
import type { Managed } from "../manage.js";

/** One file of an edit. Texts have one character for each byte, so that none gets lost. */
export interface RecordedFile {
  path: string;
  /** SHA-256; null when there was no such file. */
  before: string | null;
  after: string;
  /** From the old to the new; missing in a record on the disk when a secret is in them. */
  changes?: Splice[];
  secret: boolean;
  /** The new text with its secrets masked, to show what changed since. */
  shown: string;
}

export interface RecordedEdit {
  id: string;
  /** SHA-256 of what was asked for; missing in records of earlier versions. */
  steps?: string;
  words: string[];
  files: RecordedFile[];
  /** Folders that were made for it, from the project's folder. */
  folders: string[];
}

/** Older edits are forgotten. */
const most = 200;

/** The edits of one project, oldest first. They lie in `.djlab/edits/`, outside of the project. */
export class UndoRecord {
  readonly #file: string;
  /** What may not be written to the disk, by edit and path. */
  readonly #secret = new Map<string, Splice[]>();

  constructor({ environment, folder }: Managed) {
    const name = createHash("sha256").update(folder).digest("hex").slice(0, 20);
    this.#file = join(machinery(environment.workspace.folder), "edits", `${name}.json`);
  }

  async read(): Promise<RecordedEdit[]> {
    const text = await readFile(this.#file, "utf8").catch(() => "[]");
    return parsed(text).map((edit) => ({
      ...edit,
      files: edit.files.map((file) => this.#whole(edit.id, file)),
    }));
  }

  /** Written beside and moved there, so that it is whole at any time. */
  async write(edits: readonly RecordedEdit[]): Promise<void> {
    await mkdir(dirname(this.#file), { recursive: true });
    const kept = edits.slice(-most).map((edit) => this.#storable(edit));
    await writeWhole(this.#file, JSON.stringify(kept), 0o600);
  }

  #whole(id: string, file: RecordedFile): RecordedFile {
    const changes = file.changes ?? this.#secret.get(`${id} ${file.path}`);
    return changes ? { ...file, changes } : file;
  }

  #storable(edit: RecordedEdit): RecordedEdit {
    const files = edit.files.map((file) => {
      if (!file.changes || !file.secret) return file;
      this.#secret.set(`${edit.id} ${file.path}`, file.changes);
      const { changes: _, ...rest } = file;
      return rest;
    });
    return { ...edit, files };
  }
}

/** What the record says of a file that was changed from one content to another. */
export function recordedFile(path: string, before: Buffer | undefined, after: Buffer): RecordedFile {
  const [old, now] = [before?.toString("latin1") ?? "", after.toString("latin1")];
  const changes = splices(old, now);
  return {
    path,
    before: before ? digestOf(before) : null,
    after: digestOf(after),
    changes,
    secret: touchesSecret(old, now, changes),
    shown: maskedSource(readable(after)),
  };
}

/** As text to show; where it is not UTF-8, each byte is a character. */
export function readable(content: Buffer): string {
  return content.toString(isUtf8(content) ? "utf8" : "latin1");
}

export function digestOf(content: Buffer): string {
  return createHash("sha256").update(content).digest("hex");
}

/** Whether a line that came or went has a secret in it: that shows in the whole text only. */
function touchesSecret(old: string, now: string, changes: readonly Splice[]): boolean {
  const [before, after] = [secretLines(old), secretLines(now)];
  let shift = 0;
  return changes.some(({ at, removed, added }) => {
    const start = at + shift;
    shift += added.length - removed.length;
    return (
      removed.some((_, index) => before.has(at + index)) || added.some((_, index) => after.has(start + index))
    );
  });
}

function secretLines(text: string): Set<number> {
  const masked = linesOf(maskedSource(text));
  return new Set(linesOf(text).flatMap((line, index) => (line === masked[index] ? [] : [index])));
}

/** A damaged record is an empty one: it only holds what could be undone. */
function parsed(text: string): RecordedEdit[] {
  try {
    const edits: unknown = JSON.parse(text);
    return Array.isArray(edits) ? edits : [];
  } catch {
    return [];
  }
}
