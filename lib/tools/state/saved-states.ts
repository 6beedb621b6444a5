/** States of a folder, kept under a name and brought back. */
import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { writeWhole } from "../disk.js";
import { DjlabError } from "../errors.js";
import { type Html, html } from "../html.js";
import { stateName } from "../names.js";
import { Shown } from "../show.js";
import { counted } from "../table.js";
import { type Contents, type Item, readContents } from "./contents.js";
import { type Copied, makeSame, remove } from "./copy.js";

/** There is no state of that name, or not all of it any more. */
export class StateMissing extends DjlabError {}

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
    return `The state "${this.name}" is ${this.what}: ${counted(copied, "file")} copied${untouched}, in ${this.seconds.toFixed(1)} s`;
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

  /** The names of all that are whole, in the order of the alphabet. */
  async names(): Promise<string[]> {
    const whole: string[] = [];
    for (const name of await this.#recorded()) if (await this.#whole(name)) whole.push(name);
    return whole;
  }

  async #recorded(): Promise<string[]> {
    if (!existsSync(this.#store)) return [];
    const files = await readdir(this.#store);
    return files.flatMap((file) => /^([a-z][\w-]*)\.json$/i.exec(file)?.[1] ?? []).sort();
  }

  /** Keeps what the folder holds now under a name; what had the name is replaced. */
  async save(name: string): Promise<StateChange> {
    const began = performance.now();
    const record = this.#file(name);
    await mkdir(this.#store, { recursive: true });
    const before = await this.#read(name);
    const files = `${name}.${randomUUID()}`;
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
   * @throws StateMissing when there is none, or not all of it any more: then nothing is changed
   */
  async restore(name: string): Promise<StateChange> {
    const began = performance.now();
    const saved = await this.#whole(name);
    if (!saved) throw await this.#missing(name);
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
    const records = await Promise.all((await this.#recorded()).map((name) => this.#read(name)));
    const needed = new Set(records.map((record) => record?.files));
    for (const file of await readdir(this.#store)) {
      const isLeft = !file.endsWith(".json") && !needed.has(file) && join(this.#store, file) !== this.#mark;
      if (isLeft) await remove(join(this.#store, file));
    }
    if (!existsSync(this.#mark)) return undefined;
    const name = await readFile(this.#mark, "utf8");
    if (await this.#whole(name)) return this.restore(name);
    await rm(this.#mark);
    return undefined;
  }

  /** Forgets a state; does nothing where there is none of that name. */
  async forget(name: string): Promise<void> {
    const saved = await this.#read(name);
    await rm(this.#file(name), { force: true });
    if (saved) await remove(join(this.#store, saved.files));
  }

  async #missing(name: string): Promise<StateMissing> {
    const names = await this.names();
    const isDamaged = existsSync(this.#file(name));
    return new StateMissing(
      isDamaged
        ? `The saved state "${name}" is damaged: some of its files are gone. Nothing was changed`
        : `There is no saved state "${name}"`,
      {
        next:
          names.length > 0 ? `Take one of: ${names.join(", ")}` : `Save one first: await lab.save("${name}")`,
      },
    );
  }

  /** A record; undefined where there is none, or a damaged one. */
  async #read(name: string): Promise<SavedState | undefined> {
    try {
      const saved: SavedState | null = JSON.parse(await readFile(this.#file(name), "utf8"));
      return Array.isArray(saved?.items) && typeof saved.files === "string" ? saved : undefined;
    } catch (error) {
      const isUnreadable = error instanceof SyntaxError || (error as NodeJS.ErrnoException).code === "ENOENT";
      if (isUnreadable) return undefined;
      throw error;
    }
  }

  /** The same, when all of its files are still there. */
  async #whole(name: string): Promise<SavedState | undefined> {
    const saved = await this.#read(name);
    if (!saved || !existsSync(join(this.#store, saved.files))) return undefined;
    const there = readContents(join(this.#store, saved.files));
    const isThere = ([path, { kind, bytes }]: [string, Item]) =>
      there.get(path)?.kind === kind && there.get(path)?.bytes === bytes;
    return saved.items.every(isThere) ? saved : undefined;
  }

  /** Lies there while a state is being restored, and says which. */
  get #mark(): string {
    return join(this.#store, "restoring");
  }

  #file(name: string): string {
    return join(this.#store, `${stateName(name)}.json`);
  }
}

function seconds(began: number): number {
  return (performance.now() - began) / 1000;
}
