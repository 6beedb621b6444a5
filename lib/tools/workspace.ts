/** A folder of the reader's in which everything that a chapter makes lies. */
import { existsSync } from "node:fs";
import { readdir, rm, writeFile } from "node:fs/promises";
import { join, relative, resolve, sep } from "node:path";
import type { Terminal } from "./command.js";
import { makeFolder, writable } from "./disk.js";
import { lock } from "./lock.js";
import { machineryOf } from "./machinery.js";
import { entryName } from "./names.js";
import type { CommandResult } from "./result.js";
import { remove } from "./state/copy.js";
import { SavedStates, type StateChange } from "./state/saved-states.js";

/**
 * The folder, and what was typed in it so far. One program works in it at a time.
 *
 * @example
 * const trial = await Workspace.open("work/trial");
 * trial.path("mysite"); // the absolute path of work/trial/mysite
 */
export class Workspace implements Terminal {
  readonly #commands: CommandResult[] = [];
  readonly #states: SavedStates;
  readonly #release: () => void;
  /** What is being saved, restored, forgotten or cleared. */
  #turn: Promise<unknown> = Promise.resolve();

  private constructor(
    /** Absolute path. */
    readonly folder: string,
  ) {
    this.#release = lock(folder, this.machinery);
    this.#states = new SavedStates(folder, join(this.machinery, "states"), (name) => name === ".djlab");
  }

  /**
   * Opens the folder, making it when it is not there, and ends the restoring of a state that was interrupted.
   *
   * @throws FolderInUse when another program works in it
   * @throws FolderUnusable when it cannot be written: a full disk, one that can only be read, somebody else's folder
   */
  static async open(folder: string): Promise<Workspace> {
    const place = resolve(folder);
    return writable(place, async () => {
      await makeFolder(place);
      const workspace = new Workspace(place);
      await workspace.#states.recover();
      return workspace;
    });
  }

  /** Lets other programs work in the folder; the end of this program does, too. */
  close(): void {
    this.#release();
  }

  toString(): string {
    return `Workspace ${this.folder}`;
  }

  /** Where the library keeps what belongs to this folder and is not the reader's. Absolute. */
  get machinery(): string {
    return machineryOf(this.folder);
  }

  /** The commands that ran here since it was opened, oldest first. */
  get commands(): readonly CommandResult[] {
    return this.#commands;
  }

  record(result: CommandResult): void {
    this.#commands.push(result);
  }

  /** What lies here, without hidden files. */
  async entries(): Promise<string[]> {
    return (await readdir(this.folder)).filter((name) => !name.startsWith(".")).sort();
  }

  /**
   * The absolute path of something directly in this folder.
   *
   * @param name letters of any language, digits, `_`, `-` and `.`; it begins with a letter or `_`, so it can be neither
   *   hidden, nor an option of a command, nor a path that leads out
   * @throws DjlabError when the name is none of these, or kept by Windows
   */
  path(name: string): string {
    return join(this.folder, entryName(name));
  }

  /** A path below this folder as one would type it here, with forward slashes. */
  shown(path: string): string {
    return relative(this.folder, path).split(sep).join("/");
  }

  /** Whether an earlier run was interrupted while it made the folder of that name. */
  isHalfMade(name: string): boolean {
    return existsSync(this.#mark(name)) && existsSync(this.path(name));
  }

  /**
   * Makes a folder in several steps of which the last may be missed (an interrupt, a full disk): a mark lies
   * beside it meanwhile, by which the next run knows that it is half made.
   *
   * @param replace what has the name may be lost; a folder that is there otherwise is never marked, since the
   *   mark allows the next run to remove it
   * @throws FolderUnusable when nothing can be written there
   */
  async making<T>(name: string, make: () => Promise<T>, { replace = false } = {}): Promise<T> {
    const path = this.path(name);
    const mark = this.#mark(name);
    if (replace || !existsSync(path)) await writable(this.folder, () => writeFile(mark, ""));
    try {
      const made = await make();
      await rm(mark, { force: true });
      return made;
    } catch (error) {
      if (!existsSync(path)) await rm(mark, { force: true });
      throw error;
    }
  }

  #mark(name: string): string {
    return join(this.folder, `.making-${name}`);
  }

  /**
   * Keeps all that is in the folder now under a name, to come back to it.
   *
   * @param name letters, digits, `-` and `_`; what had the name is replaced
   * @throws FolderUnusable when there is no room for it
   * @example await workspace.save("before-the-trial");
   */
  async save(name: string): Promise<StateChange> {
    return await this.#inTurn(() => this.#states.save(name));
  }

  /**
   * Makes the folder as it was when the state was saved; what came since is removed. Only what differs is copied.
   *
   * @throws StateMissing when there is none, or not all of it any more: then nothing is changed
   * @example
   * await workspace.save("trial");
   * await workspace.restore("trial");
   */
  async restore(name: string): Promise<StateChange> {
    return await this.#inTurn(() => this.#states.restore(name));
  }

  /** The names of the states that were saved. */
  async saved(): Promise<string[]> {
    return this.#states.names();
  }

  /** Forgets a saved state. */
  async forget(name: string): Promise<void> {
    await this.#inTurn(() => this.#states.forget(name));
  }

  /** Removes everything in it; its saved states stay. */
  async clear(): Promise<void> {
    await this.#inTurn(async () => {
      for (const name of await readdir(this.folder)) {
        if (name !== ".djlab") await remove(join(this.folder, name));
      }
    });
    this.#commands.length = 0;
  }

  /** One after the other, also when nobody waits: two at once would take each other's files away. */
  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const before = this.#turn;
    let end = () => {};
    this.#turn = new Promise<void>((resolve) => {
      end = resolve;
    });
    try {
      await before;
      // Awaited, here and by who calls, so that a failure's stack leads to the reader's line.
      return await writable(this.folder, work);
    } finally {
      end();
    }
  }
}
