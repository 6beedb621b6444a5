/** Edits of a project's files: each keeps what it need not change, is shown, and can be undone. */
import { randomUUID } from "node:crypto";
import { FileDiff } from "../files/file-diff.js";
import type { Managed } from "../manage.js";
import { Edit } from "./edit.js";
import { Operations } from "./operations.js";
import { type Plan, plan, type Step } from "./plan.js";
import { NothingToUndo } from "./refusals.js";
import { digestOf, readable, recordedFile, UndoRecord } from "./undo-record.js";
import { type Contents, withoutEdit } from "./undoing.js";
import { type FileStep, readIfThere, removeFolders, writeFiles } from "./written-files.js";

/** Collects edits for `together`. */
class Collected extends Operations<void> {
  readonly steps: Step[] = [];

  protected perform(step: Step): void {
    this.steps.push(step);
  }
}

/**
 * The edits of one project. Formatting and comments stay as they are; what Python cannot compile is never
 * written; a file that somebody changes meanwhile is left alone. One that is made already is not made again, but
 * returned with what it has changed, and can be undone as if it had just been made.
 *
 * @example
 * const edits = new Edits(mysite);
 * const edit = await edits.set("TIME_ZONE", "Europe/Vienna");
 * await edits.undo(edit);
 */
export class Edits extends Operations<Promise<Edit>> {
  readonly #project: Managed;
  readonly #record: UndoRecord;
  /** What those of this kernel have changed, by their ids. */
  readonly #made = new Map<string, Edit>();
  /** The ids of those that were taken back, so that a cell which does so can be run again. */
  readonly #undone = new Set<string>();
  /** The last one that was asked for: each begins when those before it are done, awaited or not. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(project: Managed) {
    super();
    this.#project = project;
    this.#record = new UndoRecord(project);
  }

  /**
   * Several edits as one: all are made, or none.
   *
   * @throws EditFailed of the first that is not possible
   * @example
   * await new Edits(mysite).together((edit) => {
   *   edit.set("USE_TZ", true);
   *   edit.addApp("django.contrib.humanize");
   * });
   */
  async together(collect: (edit: Operations<void>) => void): Promise<Edit> {
    const collected = new Collected();
    collect(collected);
    return this.#inTurn(() => this.#make(collected.steps));
  }

  /** The edits that can be undone, oldest first: also those that an earlier kernel made. */
  async history(): Promise<{ id: string; words: readonly string[] }[]> {
    return (await this.#record.read()).map(({ id, words }) => ({ id, words }));
  }

  /**
   * Takes an edit back: the last one, a given one, or all of this project. One that was taken back already, or
   * that had changed nothing, is left at that.
   *
   * @throws NothingToUndo when there is no such edit
   * @throws FileChanged when one of its files was changed since, which is shown
   */
  undo(which: Edit | "last" | "all" = "last"): Promise<Edit> {
    return this.#inTurn(() => this.#undo(which));
  }

  async #undo(which: Edit | "last" | "all"): Promise<Edit> {
    const edits = await this.#record.read();
    const chosen = which === "all" ? edits : edits.filter(({ id }) => id === idOf(which, edits.at(-1)?.id));
    if (chosen.length === 0) {
      if (typeof which === "object" && (!which.changed || this.#undone.has(which.id))) {
        const words = which.words.map((each) => `Nothing to undo: ${each}`);
        return new Edit(randomUUID(), words, []);
      }
      throw new NothingToUndo(`There is no such edit of ${this.#project.name} to undo`, {
        next: "See those that there are: await edits.history()",
      });
    }
    const { folder } = this.#project;
    const paths = new Set(chosen.flatMap(({ files }) => files.map(({ path }) => path)));
    const before: Contents = new Map();
    for (const path of paths) before.set(path, await readIfThere(folder, path));
    const after: Contents = new Map(before);
    let kept = edits;
    for (const edit of [...chosen].reverse()) kept = withoutEdit(kept, edit, after);

    const steps = [...paths].map((path) => ({ path, before: before.get(path), after: after.get(path) }));
    const changed = steps.filter((step) => !same(step.before, step.after));
    await this.#compiled(changed);
    await writeFiles(folder, changed);
    await this.#record.write(kept);
    for (const { id } of chosen) this.#undone.add(id);
    await removeFolders(
      folder,
      chosen.flatMap(({ folders }) => folders),
    );
    const words = chosen.flatMap((edit) => edit.words.map((each) => `Undone: ${each}`));
    return new Edit(randomUUID(), words, changed.map(diffOf));
  }

  protected perform(step: Step): Promise<Edit> {
    return this.#inTurn(() => this.#make([step]));
  }

  #inTurn<T>(act: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(act);
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  async #make(steps: readonly Step[]): Promise<Edit> {
    const planned = await plan(this.#project, steps);
    const digest = digestOf(Buffer.from(JSON.stringify(steps)));
    if (planned.files.length === 0) return this.#asMade(digest, planned.words);
    const edit = new Edit(randomUUID(), planned.words, planned.files.map(diffOf));
    await this.#write(edit, planned, digest);
    this.#made.set(edit.id, edit);
    return edit;
  }

  /** The edit that has made these steps, if it is in the record: so a cell that makes it can be run again. */
  async #asMade(steps: string, words: readonly string[]): Promise<Edit> {
    const id = (await this.#record.read()).findLast((edit) => edit.steps === steps)?.id ?? randomUUID();
    return new Edit(id, words, this.#made.get(id)?.files ?? []);
  }

  /** The record first: after an interrupt it may name an edit that was not made, but never misses one. */
  async #write({ id, words }: Edit, { files }: Plan, steps: string): Promise<void> {
    const earlier = await this.#record.read();
    const recorded = files.map(({ path, before, after }) => recordedFile(path, before, after));
    const record = (folders: string[]) =>
      this.#record.write([...earlier, { id, steps, words: [...words], files: recorded, folders }]);
    await record([]);
    try {
      const folders = await writeFiles(this.#project.folder, files);
      if (folders.length > 0) await record(folders);
    } catch (error) {
      await this.#record.write(earlier);
      throw error;
    }
  }

  /** An undone edit may leave a file that never was like that. */
  async #compiled(steps: readonly FileStep[]): Promise<void> {
    const checks = steps.flatMap(({ path, after }): Step[] =>
      path.endsWith(".py") && after ? [["check", { path, content: after.toString("base64") }]] : [],
    );
    if (checks.length > 0) await plan(this.#project, checks);
  }
}

function idOf(which: Edit | "last", last?: string): string | undefined {
  return which === "last" ? last : (which as Edit).id;
}

function same(one?: Buffer, other?: Buffer): boolean {
  return one === undefined || other === undefined ? one === other : one.equals(other);
}

function diffOf({ path, before, after }: FileStep): FileDiff {
  return new FileDiff({ path, before: before && readable(before), after: after && readable(after) });
}
