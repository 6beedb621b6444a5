/** Files and folders of a chapter, changed the way a reader would in a file browser. */
import { existsSync } from "node:fs";
import { cp, mkdir, rename, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { FileDiff } from "../django/files/file-diff.js";
import { writable } from "../tools/disk.js";
import { DjlabError } from "../tools/errors.js";
import { entryName } from "../tools/names.js";
import { remove } from "../tools/state/copy.js";

/** What lies in a folder. Paths are from there, with forward slashes; none leads out. */
export class Entries {
  /** @param folder absolute */
  constructor(readonly folder: string) {}

  async write(path: string, text: string): Promise<FileDiff> {
    const file = this.#place(path);
    const after = `${text.replace(/^\n/, "").trimEnd()}\n`;
    await writable(this.folder, async () => {
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, after);
    });
    return new FileDiff({ path, after });
  }

  async makeFolder(path: string): Promise<void> {
    await writable(this.folder, () => mkdir(this.#place(path), { recursive: true }));
    told(`the folder ${path} is there`);
  }

  async rename(from: string, to: string): Promise<void> {
    const [before, after] = [this.#existing(from, to), this.#place(to)];
    if (before === undefined) return told(`it is called ${to} already`);
    if (existsSync(after)) {
      throw new DjlabError(`${from} cannot be called ${to}: there is one already`, {
        next: `If it is left over from an earlier run, remove it: await lab.remove("${to}")`,
      });
    }
    await rename(before, after);
    told(`${from} is called ${to} now`);
  }

  async copy(from: string, to: string): Promise<void> {
    const before = this.#existing(from);
    await this.#gone(to);
    await writable(this.folder, () =>
      cp(before, this.#place(to), { recursive: true, verbatimSymlinks: true }),
    );
    told(`${to} is a copy of ${from}`);
  }

  async remove(path: string): Promise<void> {
    told((await this.#gone(path)) ? `${path} is removed` : `there is no ${path}`);
  }

  async #gone(path: string): Promise<boolean> {
    const place = this.#place(path);
    const wasThere = existsSync(place);
    if (wasThere) await remove(place);
    return wasThere;
  }

  #existing(path: string): string;
  #existing(path: string, already: string): string | undefined;
  #existing(path: string, already?: string): string | undefined {
    const place = this.#place(path);
    if (existsSync(place)) return place;
    if (already !== undefined && existsSync(this.#place(already))) return undefined;
    throw new DjlabError(`There is no ${path} in the chapter's folder`, {
      next: "Run the cells above first.",
    });
  }

  #place(path: string): string {
    return join(this.folder, ...path.split("/").map(entryName));
  }
}

function told(what: string): void {
  process.stdout.write(`(${what})\n`);
}
