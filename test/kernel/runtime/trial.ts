/** A real runtime process in a folder of its own, and cells as the language hands them over. */
import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { startRuntime } from "../../../kernel/runtime/host.js";
import type {
  CellError,
  CellToRun,
  Outcome,
  Runtime,
  RuntimeEvent,
} from "../../../kernel/runtime/runtime.js";

const processes = fileURLToPath(new URL("../../../kernel/processes", import.meta.url));

export class Trial {
  readonly folder: string;
  readonly events: RuntimeEvent[] = [];
  readonly deaths: CellError[] = [];
  readonly runtime: Runtime;
  #cells = 0;

  constructor(folder = realpathSync(mkdtempSync(join(tmpdir(), "runtime-")))) {
    this.folder = folder;
    const [script, watchdog] = ["runtime.cjs", "watchdog.cjs"].map((name) => join(processes, name));
    this.runtime = startRuntime({ script: script!, watchdog: watchdog!, cwd: this.folder });
    this.runtime.onEvent((event) => this.events.push(event));
    this.runtime.onDeath((error) => this.deaths.push(error));
  }

  /** The id of the last cell. */
  get cell(): string {
    return `id ${this.#cells}`;
  }

  run(javascript: string, more: Partial<CellToRun> = {}): Promise<Outcome> {
    this.#cells++;
    return this.runtime.execute({
      cell: this.cell,
      name: `cell ${this.#cells}`,
      code: javascript,
      javascript,
      async: true,
      modules: [],
      imports: {},
      ...more,
    });
  }

  /** What is shown of an expression, as plain text, or the error's message. */
  async show(expression: string, more: Partial<CellToRun> = {}): Promise<unknown> {
    const outcome = await this.run(`exports.last = ${expression};`, { lastExpression: "last", ...more });
    return outcome.status === "ok" ? outcome.result?.data["text/plain"] : outcome.error.message;
  }

  /** Runs a cell and interrupts it when it has printed. */
  async interrupted(javascript: string, more: Partial<CellToRun> = {}): Promise<Outcome> {
    const before = this.events.length;
    const outcome = this.run(javascript, more);
    await until(() => this.events.length > before);
    this.runtime.interrupt();
    return outcome;
  }

  /** All that a cell has printed. */
  text(name: "stdout" | "stderr", cell = this.cell): string {
    return this.events
      .map((one) => (one.type === "stream" && one.name === name && one.cell === cell ? one.text : ""))
      .join("");
  }

  strayErrors(cell = this.cell): string[] {
    return this.events.flatMap((one) =>
      one.type === "stray-error" && one.cell === cell ? [one.error.message] : [],
    );
  }

  async stop(): Promise<void> {
    await this.runtime.close();
    rmSync(this.folder, { recursive: true });
  }
}

/** Waits for something that another process does. */
export async function until(isSo: () => boolean): Promise<void> {
  const deadline = performance.now() + 20_000;
  while (!isSo()) {
    if (performance.now() > deadline) throw new Error(`It did not come to this: ${isSo}`);
    await pause(10);
  }
}
