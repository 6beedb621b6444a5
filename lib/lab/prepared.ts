/** Folders that several chapters begin with: made once on this machine, copied from then on. */
import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readdir, rename, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { machinery } from "../tools/machinery.js";
import { readContents } from "../tools/state/contents.js";
import { makeSame, remove } from "../tools/state/copy.js";
import type { Workspace } from "../tools/workspace.js";

/** One of these folders, for instance the environment `env` of one Python. */
export class Prepared {
  readonly #folder: string;

  /**
   * @param entry its name in a workspace
   * @param name under which it is kept: another one for each content
   */
  constructor(
    readonly workspace: Workspace,
    readonly entry: string,
    name: string,
  ) {
    this.#folder = join(machinery(workspace.folder), "prepared", name);
  }

  /**
   * Copies it into the workspace. What is half copied at an interruption is marked as half made.
   *
   * @returns whether there was anything to copy
   */
  async copy(): Promise<boolean> {
    if (!existsSync(this.#folder)) return false;
    const { workspace, entry } = this;
    const to = workspace.path(entry);
    await workspace.making(entry, () => copied(this.#folder, to), { replace: true });
    return true;
  }

  /** Keeps the workspace's own for others. It is whole or not there; the first of two that keep it at once wins. */
  async keep(): Promise<void> {
    if (existsSync(this.#folder)) return;
    await mkdir(dirname(this.#folder), { recursive: true });
    await this.#removeLeft();
    const beside = `${this.#folder}.${randomUUID()}`;
    try {
      await copied(this.workspace.path(this.entry), beside);
      await rename(beside, this.#folder);
    } catch (error) {
      await remove(beside);
      if (!existsSync(this.#folder)) throw error;
    }
  }

  /** What an interrupted keeping has left long ago. */
  async #removeLeft(): Promise<void> {
    const folder = dirname(this.#folder);
    for (const name of await readdir(folder)) {
      const path = join(folder, name);
      const isLeft =
        name.startsWith(`${basename(this.#folder)}.`) && (await stat(path)).mtimeMs < Date.now() - hour;
      if (isLeft) await remove(path);
    }
  }
}

/** Milliseconds. */
const hour = 3_600_000;

async function copied(from: string, to: string): Promise<void> {
  const there = existsSync(to) ? readContents(to) : new Map();
  await makeSame(from, readContents(from), to, there);
}
