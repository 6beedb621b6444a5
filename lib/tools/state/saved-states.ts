/** States of a folder, kept under a name and brought back. */
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { writeWhole } from "../disk.js";
import { DjlabError } from "../errors.js";
import { type Html, html } from "../html.js";
import { Shown } from "../show.js";
import { type Contents, type Item, readContents } from "./contents.js";
import { type Copied, makeSame, remove } from "./copy.js";

/** How coarse the clock of a disk may be, milliseconds: FAT's is the slowest. */
const tick = 2000;

/** What `NAME.json` holds; the files lie in `files`, a folder beside it. */
interface SavedState {
  files: string;
  /** Since when a change may not show: clocks of disks tick in milliseconds. Milliseconds since 1970. */
  settled: number;
  items: [path: string, item: Item][];
}

/** A state that was saved or restored. */
export class StateChange extends Shown {
  constructor(
    readonly what: "saved" | "restored",
    readonly name: string,
    /** Of a saved one everything is copied. */
    readonly files: Copied,
    /** Wall-clock time. */
    readonly seconds: number,
  ) {
    super();
  }

  protected asText(): string {
    const { copied, kept, removed } = this.files;
    const untouched = this.what === "saved" ? "" : `, ${kept} were right already, ${removed} removed`;
    return `The state "${this.name}" is ${this.what}: ${copied} files copied${untouched}, in ${this.seconds.toFixed(1)} s`;
  }

  protected asHtml(): Html {
    return html`<div class="card">${this.asText()}</div>`;
  }
}

/**
 * The saved states of one folder. A state is whole or not there: its files are copied to a place of their own,
 * and only then does its record name them.
 */
export class SavedStates {
  readonly #folder: string;
  readonly #store: string;
  readonly #leaveOut: (name: string) => boolean;

  /**
   * @param folder absolute; its states belong to this place (a virtual environment holds absolute paths)
   * @param store absolute; where they are kept
   * @param leaveOut names directly in the folder that belong to no state
   */
  constructor(folder: string, store: string, leaveOut: (name: string) => boolean) {
    this.#folder = folder;
    this.#store = store;
    this.#leaveOut = leaveOut;
  }

  /** The names of all, in the order of the alphabet. */
  async names(): Promise<string[]> {
    if (!existsSync(this.#store)) return [];
    const files = await readdir(this.#store);
    return files.flatMap((file) => /^(.+)\.json$/.exec(file)?.[1] ?? []).sort();
  }

  async has(name: string): Promise<boolean> {
    return existsSync(this.#file(name));
  }

  /** Keeps what the folder holds now under a name; what had the name is replaced. */
  async save(name: string): Promise<StateChange> {
    const began = performance.now();
    const record = this.#file(name);
    await mkdir(this.#store, { recursive: true });
    const before = await this.#read(name);
    const files = `${name}.${process.pid}-${Date.now()}`;
    const settled = Date.now() - tick;
    const items = readContents(this.#folder, this.#leaveOut);
    const copying = await makeSame(this.#folder, items, join(this.#store, files), new Map()).catch(
      async (error: unknown) => {
        await remove(join(this.#store, files));
        throw error;
      },
    );
    await writeWhole(record, JSON.stringify({ files, settled, items: [...items] } satisfies SavedState));
    if (before) await remove(join(this.#store, before.files));
    return new StateChange("saved", name, copying, seconds(began));
  }

  /**
   * Makes the folder hold what it held when the state was saved. What is the same already is not copied.
   * An interrupted one is ended by `recover`.
   *
   * @throws DjlabError when there is no such state
   */
  async restore(name: string): Promise<StateChange> {
    const began = performance.now();
    const saved = await this.#read(name);
    if (!saved) {
      const names = await this.names();
      throw new DjlabError(`There is no saved state "${name}"`, {
        next:
          names.length > 0 ? `Take one of: ${names.join(", ")}` : `Save one first: await lab.save("${name}")`,
      });
    }
    await writeWhole(this.#mark, name);
    const there: Contents = readContents(this.#folder, this.#leaveOut);
    const copying = await makeSame(
      join(this.#store, saved.files),
      new Map(saved.items),
      this.#folder,
      there,
      saved.settled,
    );
    await rm(this.#mark);
    return new StateChange("restored", name, copying, seconds(began));
  }

  /** Ends a restoring that was interrupted, and removes what an interrupted saving has left. */
  async recover(): Promise<StateChange | undefined> {
    if (!existsSync(this.#store)) return undefined;
    const records = await Promise.all((await this.names()).map((name) => this.#read(name)));
    const needed = new Set(records.map((record) => record?.files));
    for (const file of await readdir(this.#store)) {
      const isLeft = !file.endsWith(".json") && !needed.has(file) && join(this.#store, file) !== this.#mark;
      if (isLeft) await remove(join(this.#store, file));
    }
    if (!existsSync(this.#mark)) return undefined;
    const name = await readFile(this.#mark, "utf8");
    if (await this.has(name)) return this.restore(name);
    await rm(this.#mark);
    return undefined;
  }

  /** Forgets a state; does nothing where there is none of that name. */
  async forget(name: string): Promise<void> {
    const saved = await this.#read(name);
    await rm(this.#file(name), { force: true });
    if (saved) await remove(join(this.#store, saved.files));
  }

  async #read(name: string): Promise<SavedState | undefined> {
    const file = this.#file(name);
    return existsSync(file) ? JSON.parse(await readFile(file, "utf8")) : undefined;
  }

  /** Lies there while a state is being restored, and says which. */
  get #mark(): string {
    return join(this.#store, "restoring");
  }

  #file(name: string): string {
    if (/^[a-z][\w-]{0,60}$/i.test(name)) return join(this.#store, `${name}.json`);
    throw new DjlabError(`"${name}" cannot be the name of a state`, {
      next: "Take letters, digits, - and _, with a letter at the beginning.",
    });
  }
}

function seconds(began: number): number {
  return (performance.now() - began) / 1000;
}
