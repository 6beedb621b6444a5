/** The input of all sessions on this machine, as lines of JSON in one file. */
import { appendFile, mkdir, readFile, rename, stat, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { setImmediate } from "node:timers/promises";
import * as z from "zod/mini";

const Entry = z.object({
  session: z.int(),
  /** The cell's number. */
  line: z.int(),
  code: z.string(),
  /** The result as plain text. */
  output: z.optional(z.string()),
});
export type Entry = z.output<typeof Entry>;

/** Bytes; beyond, the older half is dropped when a session starts. */
const largest = 4_000_000;

export class HistoryFile {
  /** Sessions are counted in milliseconds, so that kernels that run side by side have different ones. */
  readonly session: number;
  readonly #path: string;
  readonly #log: (line: string) => void;
  readonly #own: Entry[] = [];
  #written: Promise<void>;
  #isBroken = false;

  /** @param log told once when the file cannot be written: history is then that of this session */
  constructor(path: string, log: (line: string) => void, session = Date.now()) {
    this.session = session;
    this.#path = path;
    this.#log = log;
    this.#written = this.#attempt(() => this.#shorten());
  }

  add(entry: Omit<Entry, "session">): void {
    const whole = { session: this.session, ...entry };
    this.#own.push(whole);
    this.#written = this.#written.then(() =>
      this.#attempt(async () => {
        // The client waits for the reply to the cell, and not for this.
        await setImmediate();
        const line = `${JSON.stringify(whole)}\n`;
        await this.#append(line).catch(async (error: NodeJS.ErrnoException) => {
          if (error.code !== "ENOENT") throw error;
          await mkdir(dirname(this.#path), { recursive: true, mode: 0o700 });
          await this.#append(line);
        });
      }),
    );
  }

  /** Oldest first; this session's last. */
  async entries(): Promise<Entry[]> {
    const others = (await this.#read()).filter(({ session }) => session !== this.session);
    return [...others, ...this.#own];
  }

  /** Resolves when all that was added is in the file. */
  async close(): Promise<void> {
    await this.#written;
  }

  #append(line: string): Promise<void> {
    return appendFile(this.#path, line, { mode: 0o600 });
  }

  async #read(): Promise<Entry[]> {
    const text = await readFile(this.#path, "utf8").catch(() => "");
    return text.split("\n").flatMap((line) => {
      const parsed = z.safeParse(Entry, jsonOf(line));
      return parsed.success ? [parsed.data] : [];
    });
  }

  async #shorten(): Promise<void> {
    const { size } = await stat(this.#path).catch(() => ({ size: 0 }));
    if (size < largest) return;
    const lines = (await readFile(this.#path, "utf8")).split("\n");
    const short = `${this.#path}.${process.pid}`;
    await writeFile(short, lines.slice(lines.length / 2).join("\n"), { mode: 0o600 });
    await rename(short, this.#path);
  }

  async #attempt(write: () => Promise<void>): Promise<void> {
    if (this.#isBroken) return;
    try {
      await write();
    } catch (error) {
      this.#isBroken = true;
      this.#log(`history is not kept: ${(error as Error).message}`);
    }
  }
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined; // cut off by the end of its kernel
  }
}
