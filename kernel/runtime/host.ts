/** The kernel's side of the runtime: keeps a process for the cells, and puts a new one in place of one that ended. */
import { randomUUID } from "node:crypto";
import { type Death, deathError } from "./death.js";
import { OutputLimit, type StreamName } from "./output-limit.js";
import type { Serial } from "./protocol.js";
import type {
  Answer,
  CellError,
  CellToRun,
  CommMessage,
  Outcome,
  Runtime,
  RuntimeEvent,
  Usage,
} from "./runtime.js";
import { type RuntimeOptions, RuntimeProcess } from "./runtime-process.js";
import { UsageMeter } from "./usage.js";

const patienceOnClose = 500;

/**
 * Starts a process for the cells of one notebook.
 *
 * @example
 * const runtime = startRuntime({ script: "runtime.cjs", watchdog: "watchdog.cjs", cwd: "notebooks" });
 * runtime.onEvent(console.log);
 * await runtime.execute(cell);
 * await runtime.close();
 */
export function startRuntime(options: RuntimeOptions): Runtime {
  return new HostedRuntime(options);
}

class HostedRuntime implements Runtime {
  readonly #options: RuntimeOptions;
  readonly #eventListeners: ((event: RuntimeEvent) => void)[] = [];
  readonly #deathListeners: ((error: CellError) => void)[] = [];
  readonly #meter = new UsageMeter();
  /** Of what native programs print; what the cells print themselves has its own, where it comes from. */
  readonly #texts = new OutputLimit();
  #process: RuntimeProcess | undefined;
  #queue: Promise<unknown> = Promise.resolve();
  #running: { serial: Serial; died: (outcome: Outcome) => void } | undefined;
  #serial: Serial = 0;
  #lastCell = "";
  #isClosed = false;

  constructor(options: RuntimeOptions) {
    this.#options = options;
    this.#start();
  }

  execute(cell: CellToRun): Promise<Outcome> {
    const outcome = this.#queue.then(() => this.#execute(cell));
    this.#queue = outcome;
    return outcome;
  }

  interrupt(): void {
    this.#process?.interrupt(this.#running?.serial ?? 0);
  }

  stopTimers(): void {
    if (!this.#running) this.#process?.stopTimers();
  }

  answer(answer: Answer): void {
    this.#process?.answer(answer);
  }

  async deliver(message: CommMessage, cell: string): Promise<void> {
    await this.#process?.deliver(cell, message);
  }

  usage(): Usage {
    return this.#meter.read();
  }

  onEvent(listener: (event: RuntimeEvent) => void): void {
    this.#eventListeners.push(listener);
  }

  onDeath(listener: (error: CellError) => void): void {
    this.#deathListeners.push(listener);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#process?.close(patienceOnClose);
  }

  async #execute(cell: CellToRun): Promise<Outcome> {
    if (this.#isClosed) return { status: "died", error: deathError({ how: "it was closed" }, false) };
    const runtime = this.#process ?? this.#start();
    const serial = ++this.#serial;
    this.#lastCell = cell.cell;
    this.#texts.open(cell.cell);
    const death = new Promise<Outcome>((died) => {
      this.#running = { serial, died };
    });
    const outcome = await Promise.race([runtime.execute(serial, `\0${randomUUID()}\0`, cell), death]);
    this.#running = undefined;
    for (const piece of this.#texts.close()) this.#emit({ type: "stream", cell: cell.cell, ...piece });
    return outcome;
  }

  #start(): RuntimeProcess {
    const started = new RuntimeProcess(this.#options, {
      event: (event) => this.#emit(event),
      text: (name, text) => this.#print(name, text),
    });
    this.#process = started;
    void started.ended.then((death) => this.#replace(started, death));
    return started;
  }

  #replace(ended: RuntimeProcess, death: Death): void {
    this.#process = undefined;
    // One that cannot even start is tried again with the next cell only, and not in a circle.
    const isReplaced = ended.isReady && !this.#isClosed;
    if (isReplaced) this.#start();
    const error = deathError(death, isReplaced);
    if (this.#running) this.#running.died({ status: "died", error });
    else if (!this.#isClosed) for (const listener of this.#deathListeners) listener(error);
  }

  #print(name: StreamName, text: string): void {
    const cell = this.#lastCell;
    for (const piece of this.#texts.admit(cell, name, text)) this.#emit({ type: "stream", cell, ...piece });
  }

  #emit(event: RuntimeEvent): void {
    for (const listener of this.#eventListeners) listener(event);
  }
}
